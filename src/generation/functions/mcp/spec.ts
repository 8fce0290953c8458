import type { Secret } from '../../../secret.ts';

interface Common {
  readonly name: string;
  /** Which of its tools are offered; absent: all. */
  readonly tools?: readonly string[] | undefined;
  readonly callTimeoutMs: number;
  /** Until its tools are known. */
  readonly startTimeoutMs: number;
}

/** A child process that talks on its standard input and output. */
export interface StdioSpec extends Common {
  readonly kind: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  /** All that it gets of our environment, beside what finds programs and the home directory. */
  readonly env: Readonly<Record<string, Secret>>;
  readonly cwd?: string | undefined;
}

/** A server that speaks streamable HTTP. */
export interface RemoteSpec extends Common {
  readonly kind: 'remote';
  readonly url: string;
  readonly headers: Readonly<Record<string, Secret>>;
}

/** An MCP server as the file describes it. */
export type McpSpec = StdioSpec | RemoteSpec;

/** Values that may be secret, for who must be told. */
export const revealed = (values: Readonly<Record<string, Secret>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.reveal()]));

import type { Clock } from '../../../clock.ts';
import type { Log } from '../../../log.ts';
import { networkCode } from '../../../network-code.ts';
import { FunctionProblem } from '../problem.ts';
import type { McpTool, Session } from './session.ts';
import type { McpSpec } from './spec.ts';

/** How a server is; `why` holds no secret. */
export type McpState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'up'; readonly tools: number }
  | { readonly kind: 'down'; readonly why: string };

/** An MCP server that is kept up in the background. Nobody ever waits for it but who calls it, and that one in time. */
export interface McpServer {
  readonly spec: McpSpec;
  state(): McpState;
  /** None while it is down. */
  tools(): readonly McpTool[];
  call(tool: string, given: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<string>;
  /** Resolves when the first attempt has succeeded or failed. */
  readonly tried: Promise<void>;
  close(): Promise<void>;
}

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** A server that was up this long begins anew with short pauses. */
const steadyMs = 60_000;

/**
 * Starts a server, and starts it again when it is gone.
 *
 *     starting → up      it told its tools
 *     starting → down    it did not, in time
 *     up       → down    it died, flooded us, or hung and did not answer a ping
 *     down     → starting after a pause of 1 s, doubled at each failure up to 60 s, with jitter
 */
export function openMcpServer(
  spec: McpSpec,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  changed: () => void,
): McpServer {
  const stop = new AbortController();
  let state: McpState = { kind: 'starting' };
  let session: Session | undefined;
  let tell = () => {};
  const tried = new Promise<void>(resolve => {
    tell = resolve;
  });

  function become(next: McpState): void {
    const before = state;
    state = next;
    changed();
    const detail = next.kind === 'down' ? next.why : next.kind === 'up' ? `${next.tools} tools` : '';
    if (before.kind !== next.kind || next.kind !== 'down')
      log('mcp.state', { server: spec.name, ready: next.kind === 'up', detail });
    tell();
  }

  /** One life of the server. @returns how long it was up, milliseconds */
  async function live(): Promise<number> {
    try {
      // Only where there are MCP servers is their library loaded.
      const { openSession } = await import('./session.ts');
      session = await openSession(spec, clock, stop.signal, changed);
    } catch (error) {
      if (!stop.signal.aborted) become({ kind: 'down', why: reasonOf(error) });
      return 0;
    }
    if (stop.signal.aborted) await session.close();
    const since = clock.now();
    const { over } = session;
    if (!stop.signal.aborted) become({ kind: 'up', tools: session.tools().length });
    await over;
    session = undefined;
    if (!stop.signal.aborted) become({ kind: 'down', why: 'it is gone' });
    return clock.now() - since;
  }

  async function keepUp(): Promise<void> {
    for (let failures = 0; !stop.signal.aborted; failures++) {
      if ((await live()) > steadyMs) failures = 0;
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures, 10));
      await clock.sleep(pauseMs * (0.5 + clock.random() / 2), stop.signal).catch(() => {});
    }
  }

  const running = keepUp().finally(tell);
  return {
    spec,
    tried,
    state: () => state,
    tools: () => session?.tools() ?? [],
    async call(tool, given, signal) {
      if (!session) throw new FunctionProblem('工具的服务器现在不可用。');
      return await session.call(tool, given, signal);
    },
    async close() {
      stop.abort(new Error('The process stops.'));
      await session?.close();
      await running;
    },
  };
}

/** The code of what went wrong; its words may hold an address or a key. */
function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === -32001) return 'no answer in time';
  return typeof code === 'number' ? `code ${code}` : networkCode(error);
}

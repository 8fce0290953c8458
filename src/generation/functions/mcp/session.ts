import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import {
  CallToolResultSchema,
  ListToolsResultSchema,
  McpError,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { Clock } from '../../../clock.ts';
import type { JsonSchema } from '../../../model.ts';
import { oneAtATime } from '../../../one-at-a-time.ts';
import { timedAbort } from '../../../timed-abort.ts';
import { FunctionProblem } from '../problem.ts';
import { toolText } from './content.ts';
import type { McpSpec } from './spec.ts';
import { wayTo } from './transport.ts';

/** A tool as its server describes it. */
export interface McpTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
}

/** A server that answers, until it does not. */
export interface Session {
  tools(): readonly McpTool[];
  /** Throws `FunctionProblem` where the tool failed; ends at once when the signal is aborted. */
  call(tool: string, given: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<string>;
  /** Resolves when the server is gone. */
  readonly over: Promise<void>;
  /** As the protocol wants it; a child that does not listen is killed. */
  close(): Promise<void>;
}

/** A list of tools may come in pages; a server without end is left after so many. */
const maxPages = 5;
const pingMs = 5_000;
/** A server that says all the time that its tools changed is asked this seldom. */
const listPauseMs = 1_000;

/** Connects and asks for the tools. Throws what went wrong; after `startTimeoutMs` it is too late. */
export async function openSession(
  spec: McpSpec,
  clock: Clock,
  signal: AbortSignal,
  changed: () => void,
): Promise<Session> {
  const way = wayTo(spec, clock);
  const client = new Client({ name: 'yanqiao', version: '0.1.0' });
  const open = new AbortController();
  const over = new Promise<void>(resolve => {
    client.onclose = () => {
      open.abort(new Error('The MCP server is gone.'));
      resolve();
    };
  });
  const close = async () => {
    await client.close().catch(() => way.kill());
  };
  let tools: readonly McpTool[] = [];
  const listAnew = oneAtATime(async () => {
    try {
      // News may come while the first list is read.
      await firstList;
      tools = await listTools(client, { signal: open.signal, timeout: spec.startTimeoutMs });
      changed();
      await clock.sleep(listPauseMs, open.signal);
    } catch {
      // The list stays as it was.
    }
  });
  client.setNotificationHandler(ToolListChangedNotificationSchema, listAnew);
  const starting = timedAbort(signal, spec.startTimeoutMs, clock);
  const limits = { signal: starting.signal, timeout: spec.startTimeoutMs };
  const firstList = client.connect(way.transport, limits).then(() => listTools(client, limits));
  try {
    tools = await firstList;
  } catch (error) {
    await close();
    throw error;
  } finally {
    starting.end();
  }

  /** A call that was given up may mean that the server hangs: then it is begun anew. */
  const check = oneAtATime(() => client.ping({ timeout: pingMs }).then(() => {}, close));

  return {
    tools: () => tools,
    over,
    close,
    async call(tool, given, callSignal) {
      try {
        const result = await client.request(
          { method: 'tools/call', params: { name: tool, arguments: { ...given } } },
          CallToolResultSchema,
          { signal: callSignal, timeout: spec.callTimeoutMs + pingMs },
        );
        return toolText(result);
      } catch (error) {
        if (callSignal.aborted) check();
        if (error instanceof FunctionProblem || callSignal.aborted) throw error;
        if (error instanceof McpError) throw new FunctionProblem(`工具报告错误：${error.message}`);
        // Neither an answer nor a refusal: the way is broken.
        void close();
        throw new FunctionProblem('工具的服务器现在不可用。');
      }
    },
  };
}

async function listTools(
  client: Client,
  limits: { readonly signal: AbortSignal; readonly timeout: number },
): Promise<readonly McpTool[]> {
  const found: McpTool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const params = cursor === undefined ? {} : { cursor };
    const { tools, nextCursor } = await client.request(
      { method: 'tools/list', params },
      ListToolsResultSchema,
      limits,
    );
    for (const { name, title, description, inputSchema } of tools)
      found.push({ name, description: description ?? title ?? name, inputSchema });
    if (nextCursor === undefined) break;
    cursor = nextCursor;
  }
  return found;
}

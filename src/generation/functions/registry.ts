import { Agent, type Dispatcher } from 'undici';
import type { Clock } from '../../clock.ts';
import type { Environment } from '../../config/read.ts';
import type { Log } from '../../log.ts';
import { logOnce } from '../../log-once.ts';
import type { FunctionCall, FunctionSpec } from '../../model.ts';
import { networkCode } from '../../network-code.ts';
import type { Wording } from '../../wording/index.ts';
import { nameGiver } from './mcp/names.ts';
import { offeredTools } from './mcp/offered-tools.ts';
import { type McpServer, openMcpServer } from './mcp/server.ts';
import type { Network } from './network.ts';
import { mostOffered, type Offered } from './offered.ts';
import { type CallResult, runCall } from './run-call.ts';
import { type FunctionSettings, readSources } from './sources.ts';

/** What the model may call. */
export interface Functions {
  /** What the model is offered; may change while MCP servers come and go. */
  specs(): readonly FunctionSpec[];
  /** What the person reads while it runs, e.g. 正在查询天气…; `undefined`: the caller has a general word. */
  label(name: string, wording: FunctionWording): string | undefined;
  /** What the person reads of it in a list. */
  about(spec: FunctionSpec, wording: FunctionWording): string;
  /**
   * Runs one call: checks the arguments, runs within its time and size, and always gives a text for the model: the
   * result, or what went wrong in words that help it. Throws only when the signal aborts, with the signal's reason.
   */
  run(call: FunctionCall, signal: AbortSignal): Promise<CallResult>;
  /** Idempotent. */
  close(): Promise<void>;
}

/** The words of functions, in the language of the chat. */
type FunctionWording = Pick<Wording, 'builtIns'>;

/** The functions, and where they come from: for those who look after them. */
export interface FunctionRegistry extends Functions {
  readonly servers: readonly McpServer[];
}

/** What functions may use of the house. */
export interface FunctionWorld {
  readonly clock: Clock;
  readonly log: Log;
  /** Where `${NAME}` in the file is looked up. */
  readonly env: Environment;
  /** For calls to hosts that an admin named; absent: connections of their own. */
  readonly dispatcher?: Dispatcher | undefined;
  /** How the open internet is reached; absent: as it is. */
  readonly network?: Network | undefined;
}

/**
 * Opens everything that the settings name. Throws `SettingsError` with every problem of file and folder, before anything
 * connects; MCP servers come up in the background.
 */
export async function openFunctions(
  settings: FunctionSettings,
  world: FunctionWorld,
): Promise<FunctionRegistry> {
  const { clock, log } = world;
  const dispatcher = world.dispatcher ?? new Agent();
  const release = async () => {
    if (!world.dispatcher) await dispatcher.close();
  };
  const { fixed, mcp, hide } = await readSources(settings, { ...world, dispatcher }).catch(async error => {
    await release();
    throw error;
  });

  const giveName = nameGiver(new Set(fixed.map(({ spec }) => spec.name)));
  const tell = logOnce(log);
  const servers: McpServer[] = [];
  let offer = offerOf(fixed);
  const gather = () => {
    const tools = servers.flatMap(server => offeredTools(server, giveName, hide, tell));
    offer = offerOf([...fixed, ...tools], tell);
  };
  for (const spec of mcp) servers.push(openMcpServer(spec, { clock, log }, gather));

  let closing: Promise<void> | undefined;
  return {
    servers,
    specs: () => [...offer.values()].map(({ spec }) => spec),
    label(name, wording) {
      const { builtIn, label } = offer.get(name) ?? {};
      return builtIn ? wording.builtIns[builtIn].running : label;
    },
    about({ name, description }, wording) {
      const { builtIn } = offer.get(name) ?? {};
      return builtIn ? wording.builtIns[builtIn].about : description;
    },
    async run(call, signal) {
      const offered = offer.get(call.name);
      if (!offered) {
        signal.throwIfAborted();
        return { content: unknownFunction([...offer.keys()]), outcome: 'refused' };
      }
      const { content, outcome, error } = await runCall(offered, call, clock, signal);
      const why = error === undefined ? outcome : networkCode(error);
      if (outcome === 'failed' || outcome === 'late')
        log('function.failed', { function: call.name, outcome, why });
      return { content, outcome };
    },
    close: () => {
      closing ??= Promise.all(servers.map(server => server.close())).then(release);
      return closing;
    },
  };
}

/** What the model is offered, by name. */
function offerOf(all: readonly Offered[], log?: Log): ReadonlyMap<string, Offered> {
  for (const { spec } of all.slice(mostOffered))
    log?.('function.left-out', { function: spec.name, why: `there are more than ${mostOffered}` });
  return new Map(all.slice(0, mostOffered).map(each => [each.spec.name, each]));
}

function unknownFunction(known: readonly string[]): string {
  const names = known.join('、');
  return names === '' ? '没有这个函数，请直接回答。' : `没有这个函数。可用的有：${names}。`;
}

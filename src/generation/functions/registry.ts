import type { Dispatcher } from 'undici';
import type { Clock } from '../../clock.ts';
import type { Environment } from '../../config/read.ts';
import type { Log } from '../../log.ts';
import type { FunctionCall, FunctionSpec } from '../../model.ts';
import type { CallOutcome } from './problem.ts';

/** What the model may call. */
export interface Functions {
  /** What the model is offered; may change while MCP servers come and go. */
  specs(): readonly FunctionSpec[];
  /** What the person reads while it runs, e.g. 正在查询天气…; `undefined`: the caller has a general word. */
  label(name: string): string | undefined;
  /**
   * Runs one call: checks the arguments, runs within its time and size, and always gives a text for the model: the
   * result, or what went wrong in words that help it. Throws only when the signal aborts, with the signal's reason.
   */
  run(call: FunctionCall, signal: AbortSignal): Promise<CallResult>;
  /** Idempotent. */
  close(): Promise<void>;
}

/** What a call gave. */
export interface CallResult {
  /** For the model; bounded, and never to be shown or trusted as it is. */
  readonly content: string;
  readonly outcome: CallOutcome;
}

/** The settings that say which functions there are, by their names in the environment. */
export interface FunctionSettings {
  readonly FUNCTIONS?: ReadonlySet<'time' | 'calculate' | 'read_page'> | undefined;
  readonly FUNCTIONS_FILE?: string | undefined;
  readonly FUNCTIONS_DIR?: string | undefined;
  readonly TIME_ZONE: string;
  readonly LOCALE: 'zh-CN' | 'en';
}

/** What functions may use of the house. */
export interface FunctionWorld {
  readonly clock: Clock;
  readonly log: Log;
  /** Where `${NAME}` in the file is looked up. */
  readonly env: Environment;
  /** For calls to hosts that an admin named; absent: connections of their own. */
  readonly dispatcher?: Dispatcher | undefined;
}

/** Throws `SettingsError` with every problem of file and folder. */
export async function openFunctions(_settings: FunctionSettings, _world: FunctionWorld): Promise<Functions> {
  return {
    specs: () => [],
    label: () => undefined,
    run: async () => ({ content: '没有这个函数。', outcome: 'refused' }),
    close: async () => {},
  };
}

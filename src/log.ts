import pino from 'pino';

/**
 * Everything that can be logged: one name and one shape for each event. What people write is in none of them,
 * nor is a secret. Ids of chats and messages are.
 */
export interface LogEvents {
  'process.started': { roles: string; platforms: string; model: string; redis: string; port: number };
  'process.stopping': { signal: string };
  'process.stopped': { afterMs: number };
  'process.failed': { error: unknown };
  'settings.differ': { what: string; mine: string; theirs: string };
  'redis.failed': { error: unknown };
  'redis.started': { server: string; directory: string };

  'intake.state': { platform: string; ready: boolean; detail: string };
  'intake.failed': { platform: string; error: unknown; retryInMs: number };
  'arrival.ignored': { platform: string; why: string };
  'message.accepted': { conversation: string; message: string; verdict: string };
  'command.done': { command: string; chat: string; sender: string; outcome: string };

  'turn.started': { conversation: string; message: string; fence: number; begun: number };
  'turn.settled': { conversation: string; message: string; outcome: string; tookMs: number };
  'turn.superseded': { conversation: string; message: string };
  'turn.handed-back': { conversation: string; message: string };
  'turn.failed': { conversation: string; error: unknown };
  'turn.swept': { conversation: string };
  'errand.failed': { errand: string; error: unknown };

  'model.failed': { kind: string; code: string; attempt: number; retryInMs?: number; error: unknown };
  /** The vendor demanded that a conversation is forgotten. `banRound`: which round is to blame, by its count. */
  'model.forget': { conversation: string; model: string; banRound?: number };
  'model.token-renewed': { account: string; expiresInMs: number };
  /** Everybody's calls slow down: refused, or the vendor told lower limits; none: they are gone. */
  'model.limits': { account: string; why: string; share?: number; rpm?: number; tpm?: number };
  /** `begins`, `goes-on` after another trial, `over`. */
  'model.outage': { account: string; kind: string; pauseMs?: number };
  'model.frame-skipped': { model: string; count: number };

  /** By its code alone: the words of an error may hold what people wrote. */
  'function.failed': { function: string; outcome: string; why: string };
  /** The model is not offered it. */
  'function.left-out': { function: string; why: string };
  'mcp.state': { server: string; ready: boolean; detail: string };

  'word-list.failed': { why: string };

  /** Somebody tried the console's token: `done`, `refused`, `limited`. */
  'console.login': { outcome: string; from: string };
  'console.failed': { error: unknown };

  'platform.refused': { platform: string; chat: string; method: string; kind: string; error: unknown };
  'platform.busy': { platform: string; scope: string; retryInMs: number };
  'platform.token-renewed': { platform: string; expiresInMs: number };
  /** The best form of an answer was refused: it comes in a simpler one. */
  'platform.simpler': { platform: string; form: string; why: string };
}

export type LogEvent = keyof LogEvents;
export type Level = 'debug' | 'info' | 'warn' | 'error';

const levels = {
  'process.started': 'info',
  'process.stopping': 'info',
  'process.stopped': 'info',
  'process.failed': 'error',
  'settings.differ': 'warn',
  'redis.failed': 'warn',
  'redis.started': 'info',
  'intake.state': 'info',
  'intake.failed': 'warn',
  'arrival.ignored': 'debug',
  'message.accepted': 'debug',
  'command.done': 'info',
  'turn.started': 'debug',
  'turn.settled': 'info',
  'turn.superseded': 'warn',
  'turn.handed-back': 'info',
  'turn.failed': 'error',
  'turn.swept': 'warn',
  'errand.failed': 'warn',
  'model.failed': 'warn',
  'model.forget': 'warn',
  'model.token-renewed': 'info',
  'model.limits': 'warn',
  'model.outage': 'warn',
  'model.frame-skipped': 'warn',
  'function.failed': 'warn',
  'function.left-out': 'warn',
  'mcp.state': 'info',
  'word-list.failed': 'warn',
  'console.login': 'info',
  'console.failed': 'warn',
  'platform.refused': 'warn',
  'platform.busy': 'warn',
  'platform.token-renewed': 'info',
  'platform.simpler': 'warn',
} as const satisfies Record<LogEvent, Level>;

export type Log = <E extends LogEvent>(event: E, fields: LogEvents[E]) => void;

/** An error as it may be logged: its name, message and vendor's code; no stack of a library's request object. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message } = error;
  const kind = (error as { kind?: unknown }).kind;
  return typeof kind === 'string' ? { name, kind, message } : { name, message };
}

/** One JSON object a line on standard output; pretty on a terminal. */
export function openLog(level: Level, pretty: boolean): Log {
  const logger = pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    messageKey: 'event',
    formatters: { level: label => ({ level: label }) },
    ...(pretty ? { transport: { target: 'pino-pretty', options: { messageKey: 'event' } } } : {}),
  });
  return (event, fields) => {
    const severity = levels[event];
    const safe: object = 'error' in fields ? { ...fields, error: describe(fields.error) } : fields;
    const name: string = event;
    logger[severity](safe, name);
  };
}

/** Logs nothing: for tests and tools. */
export const silentLog: Log = () => {};

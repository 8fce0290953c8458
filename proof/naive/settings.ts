/** What the naive bot reads from its environment. */
export interface Settings {
  /** `redis://` or the path of a socket. */
  readonly redisUrl: string;
  readonly telegramRoot: string;
  readonly telegramToken: string;
  readonly ernieUrl: string;
  readonly ernieKey: string;
  readonly ernieSecret: string;
  /** Calls that may begin in a second, over all processes. */
  readonly qps: number;
  /** Answers at once in one process. */
  readonly concurrency: number;
  /** Telegram lets one process poll: only one of them is told to. */
  readonly roles: readonly string[];
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const { REDIS_URL = '', TELEGRAM_API_ROOT = '', TELEGRAM_BOT_TOKEN = '' } = env;
  const { ERNIE_BASE_URL = '', ERNIE_API_KEY = '', ERNIE_SECRET_KEY = '' } = env;
  return {
    redisUrl: REDIS_URL,
    telegramRoot: TELEGRAM_API_ROOT,
    telegramToken: TELEGRAM_BOT_TOKEN,
    ernieUrl: ERNIE_BASE_URL,
    ernieKey: ERNIE_API_KEY,
    ernieSecret: ERNIE_SECRET_KEY,
    qps: Number(env['MODEL_QPS'] ?? 5),
    concurrency: Number(env['CONCURRENCY'] ?? 50),
    roles: (env['ROLES'] ?? 'intake,worker').split(','),
  };
}

import { fileURLToPath } from 'node:url';
import type { Command } from './process.ts';

export type Name = 'naive' | 'yanqiao';

/** What both bots are told of their world. */
export interface Surroundings {
  readonly redisUrl: string;
  readonly ernie: { readonly url: string; readonly apiKey: string; readonly secretKey: string };
  readonly telegram: { readonly url: string; readonly token: string };
  readonly qps: number;
  /** Answers at once in one process. */
  readonly concurrency: number;
}

/** Which part of a bot a process is. */
export type Roles = 'intake,worker' | 'intake' | 'worker';

/** How each bot is started, with as few settings as it needs; all else is as it comes. */
export const contestants: Readonly<Record<Name, (world: Surroundings, roles: Roles) => Command>> = {
  naive: (world, roles) => ({
    file: fileURLToPath(new URL('../naive/main.ts', import.meta.url)),
    args: [],
    settings: {
      ...common(world, roles),
      REDIS_URL: world.redisUrl.replace(/^unix:/, ''),
      CONCURRENCY: String(world.concurrency),
    },
    isReady: line => line === 'ready',
  }),
  yanqiao: (world, roles) => ({
    file: fileURLToPath(new URL('../../src/cli.ts', import.meta.url)),
    args: ['start'],
    settings: {
      ...common(world, roles),
      MODEL_CONCURRENCY: String(world.concurrency),
      ALLOWED_USERS: '*',
      HTTP_PORT: '0',
    },
    isReady: line => line.includes('"process.started"'),
  }),
};

function common({ redisUrl, ernie, telegram, qps }: Surroundings, roles: Roles): Record<string, string> {
  return {
    REDIS_URL: redisUrl,
    ERNIE_BASE_URL: ernie.url,
    ERNIE_API_KEY: ernie.apiKey,
    ERNIE_SECRET_KEY: ernie.secretKey,
    TELEGRAM_API_ROOT: telegram.url,
    TELEGRAM_BOT_TOKEN: telegram.token,
    MODEL_QPS: String(qps),
    ROLES: roles,
  };
}

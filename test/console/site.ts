import { type HttpServer, startServer } from '../../src/arrival/server.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { openAudit } from '../../src/commands/audit.ts';
import { bundleAssets } from '../../src/console/assets.ts';
import type { ConsoleNeeds } from '../../src/console/needs.ts';
import type { Earlier, Now } from '../../src/console/routes/facts.ts';
import { openSessions } from '../../src/console/sessions.ts';
import { consoleSite } from '../../src/console/site.ts';
import { openTries } from '../../src/console/tries.ts';
import { Secret } from '../../src/secret.ts';
import type { Space } from '../support/space.ts';
import { type SmallPlayground, smallPlayground } from './small-playground.ts';

export const token = 'token-of-the-tests-1';

export const emptyNow: Now = {
  at: 1,
  today: { messages: 0, answers: 0, failures: {} },
  accounts: [],
  queue: { conversations: 0, answers: 0, questions: 0, here: [], elsewhere: [], more: 0 },
  platforms: [],
  isPaused: false,
};

const emptyEarlier: Earlier = {
  timeZone: 'Asia/Shanghai',
  priced: false,
  minutes: [],
  days: [],
  models: [],
  chats: [],
};

export interface SmallConsole {
  readonly url: string;
  readonly playground: SmallPlayground;
  /** The names and fields of what was logged. */
  readonly logged: string[];
  /** @returns the cookie */
  logIn(): Promise<string>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, said: unknown, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

/** The headers of our own page. */
export const ownPage = { 'content-type': 'application/json', 'x-yanqiao': '1' };

/** The console on the real Redis and a real server. */
export async function openSmallConsole(
  { redis, keys }: Space,
  given: Partial<ConsoleNeeds> & { readonly secret?: Secret } = {},
): Promise<SmallConsole> {
  const { secret = new Secret(token), ...needs } = given;
  const clock: Clock = needs.clock ?? systemClock;
  const playground = smallPlayground();
  const logged: string[] = [];
  const site = consoleSite({
    token: secret,
    sessions: openSessions(redis, keys, secret),
    tries: openTries(redis, keys),
    assets: bundleAssets(new URL('./page/', import.meta.url)),
    playground,
    faults: undefined,
    readNow: async () => emptyNow,
    readEarlier: async () => emptyEarlier,
    audit: openAudit(redis, keys),
    browse: async () => ({ conversations: [] }),
    readRounds: async () => [],
    act: async () => undefined,
    clock,
    log: (event, fields) => void logged.push(`${event} ${JSON.stringify(fields)}`),
    ...needs,
  });
  const server: HttpServer = await startServer({
    host: '127.0.0.1',
    port: 0,
    clock,
    routes: { webhooks: new Map(), pages: new Map(), sites: new Map([['/console', site]]) },
  });
  const url = `http://127.0.0.1:${server.port}`;
  const get: SmallConsole['get'] = (path, headers = {}) => fetch(`${url}${path}`, { headers });
  const post: SmallConsole['post'] = (path, said, headers = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { ...ownPage, ...headers },
      body: JSON.stringify(said),
    });
  return {
    url,
    playground,
    logged,
    get,
    post,
    async logIn() {
      const answer = await post('/console/login', { token });
      return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    },
    close: () => server.close(),
  };
}

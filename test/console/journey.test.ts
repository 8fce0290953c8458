import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connect } from '../../src/redis/connect.ts';
import type { BotProcess } from '../journey/bot-process.ts';
import { openTown, type Town } from '../journey/town.ts';
import { eventually } from '../support/eventually.ts';
import { keysThatHold } from '../support/scan.ts';
import { ownPage } from './site.ts';

const token = 'journey-token-0123456789';
const persona = '你是一位隐居的诗人';

let town: Town;
let first: BotProcess;
let second: BotProcess;
let cookie: string;
/** What the page has heard, of whichever process it talks to. */
let heard = '';
const leaving = new AbortController();

beforeAll(async () => {
  town = await openTown({
    ernie: { chunkMs: 150 },
    settings: { CONSOLE_TOKEN: token },
  });
  // The one that the page talks to answers nobody: what is said there is answered by the other.
  first = await town.startBot({ ROLES: 'intake' });
  second = await town.startBot({ ROLES: 'worker' });
  const entered = await send('login', { token });
  cookie = entered.headers.get('set-cookie')?.split(';', 1).join() ?? '';
  // The first look makes some chats.
  await read('chats');
  const stream = await fetch(`${site()}/api/events`, { headers: { cookie }, signal: leaving.signal });
  const listen = async () => {
    for await (const part of stream.body ?? []) heard += Buffer.from(part).toString();
  };
  listen().catch(() => {});
});
afterAll(async () => {
  leaving.abort();
  await town.close();
});

const site = (bot = first) => `http://127.0.0.1:${bot.port}/console`;
const send = (path: string, said: unknown, bot = first) =>
  fetch(`${site(bot)}/${path}`, {
    method: 'POST',
    headers: { ...ownPage, cookie: cookie ?? '' },
    body: JSON.stringify(said),
  });
const read = async (path: string, bot = first) =>
  (await fetch(`${site(bot)}/api/${path}`, { headers: { cookie } })).json() as Promise<
    Record<string, unknown>
  >;

/** Somebody says something in their direct chat, which has their name. */
const say = async (who: string, text: string) =>
  expect((await send('api/say', { chat: who, as: who, text })).status).toBe(200);

interface Shown {
  readonly id: string;
  readonly chat: string;
  readonly from: unknown;
  readonly html: string;
  readonly text: string;
  readonly state?: string;
}

/** Every state of the bot's messages in a chat, as the page heard of them. */
const states = (chat: string): Shown[] =>
  [...heard.matchAll(/^event: message\ndata: (.*)$/gm)]
    .map(([, data = '']) => JSON.parse(data) as Shown)
    .filter(shown => shown.chat === chat && shown.from === 'bot');

test('what is said on the page of one process is answered by another, in place, before our eyes', async () => {
  await say('ada', '<img src=x onerror=alert(1)> 你好');
  const done = await eventually('the answer', () => states('ada').find(({ state }) => state === 'done'));
  const grown = states('ada').filter(({ id }) => id === done.id);
  expect(grown.length).toBeGreaterThan(2);
  expect(grown[0]?.state).toBe('growing');
  expect(heard).not.toMatch(/"html":"[^"]*<img/);
});

test('a worker that is killed in mid-answer is followed: the same message goes on', async () => {
  await say('admin', '讲一个很长的故事');
  const growing = await eventually('it to grow', () =>
    states('admin').find(({ state, text }) => state === 'growing' && text.length > 20),
  );
  second.kill('SIGKILL');
  second = await town.startBot({ ROLES: 'worker' });
  const done = await eventually(
    'the answer',
    () => states('admin').find(({ state }) => state === 'done'),
    40_000,
  );
  expect(done.id).toBe(growing.id);
  expect(new Set(states('admin').map(({ id }) => id)).size).toBe(1);
});

test('what happened is on the dashboard of every process', async () => {
  for (const bot of [first, second]) {
    const counted = async () => {
      const told = await read('facts', bot);
      const { chats, today } = told as { chats: unknown[]; today: { answers: number } };
      return chats.length === 2 && today.answers === 2 && told;
    };
    // The chats are read again after fifty times what reading them took: on a machine that stood still, in a while.
    const facts = await eventually('both answers to be counted', counted, 80_000);
    expect(facts).toMatchObject({
      accounts: [{ account: 'ernie', setting: 100 }],
      chats: [{ month: { replies: 1 } }, { month: { replies: 1 } }],
    });
    expect(facts['platforms']).toMatchObject([{ name: 'telegram' }, { name: 'console' }]);
  }
  expect(await read('conversations?search=onerror')).toMatchObject({
    conversations: [{ id: 'console:ada', rounds: 1 }],
  });
  await eventually('facts on the stream', () => heard.includes('event: facts'));
}, 180_000);

test('a persona that is set here is obeyed, and its words are in no log', async () => {
  await send('api/act', { command: 'persona', args: persona, chat: 'console:ada' });
  const before = town.ernie.calls.length;
  await say('ada', '你是谁？');
  await eventually('the question', () => town.ernie.calls.length > before);
  expect(JSON.stringify(town.ernie.calls.at(-1))).toContain(persona);
  expect(await read('audit?count=1')).toMatchObject({
    entries: [{ who: 'console:admin', where: 'console:ada', what: '/persona set', result: 'done' }],
  });
  expect(JSON.stringify(town.bots.map(({ log, errors }) => [log, errors]))).not.toContain('诗人');
});

test('the token is in no log and not in Redis', async () => {
  const redis = connect(inject('redisUrl'), 'patient', () => {});
  expect(await keysThatHold(redis, town.prefix, token, cookie.slice('yq_console='.length))).toEqual([]);
  redis.disconnect();
  expect(JSON.stringify(town.bots.map(({ log, errors }) => [log, errors]))).not.toContain(token);
});

test('a session holds in all processes, and ends in all', async () => {
  const status = async (bot: BotProcess) =>
    (await fetch(`${site(bot)}/api/chats`, { headers: { cookie } })).status;
  expect([await status(first), await status(second)]).toEqual([200, 200]);
  await send('logout', {}, second);
  expect([await status(first), await status(second)]).toEqual([401, 401]);
  await eventually('the stream of the other process to end', () => heard.includes('event: bye'));
});

test('without a token there is no console', async () => {
  const bot = await town.startBot({ CONSOLE_TOKEN: '', ROLES: 'intake' });
  for (const path of ['', '/', '/login', '/api/facts', '/assets/main.js']) {
    expect((await fetch(`${site(bot)}${path}`)).status).toBe(404);
  }
});

test('a token that can be guessed starts nothing', async () => {
  await expect(town.startBot({ CONSOLE_TOKEN: 'short-token' })).rejects.toThrow(
    /CONSOLE_TOKEN.*16 characters/,
  );
});

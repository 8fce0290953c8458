import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../src/clock.ts';
import type { PlaygroundMessage } from '../../src/playground.ts';
import { eventually } from '../support/eventually.ts';
import { openSpace, type Space } from '../support/space.ts';
import { emptyNow, openSmallConsole, type SmallConsole } from './site.ts';

/** A minute passes in six hundred milliseconds. */
const hurried: Clock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms / 100, signal) };

let space: Space;
let console: SmallConsole;
let cookie: string;
beforeEach(async () => {
  space = openSpace();
  console = await openSmallConsole(space, { clock: hurried });
  cookie = await console.logIn();
});
afterEach(async () => {
  await console.close();
  await space.close();
});

interface Listener {
  /** All that came, as it came. */
  text: string;
  ended: boolean;
  leave(): void;
}

async function listen(headers: Record<string, string> = {}, query = ''): Promise<Listener> {
  const leaving = new AbortController();
  const answer = await fetch(`${console.url}/console/api/events${query}`, {
    headers: { cookie, ...headers },
    signal: leaving.signal,
  });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  const listener: Listener = { text: '', ended: false, leave: () => leaving.abort() };
  const read = async () => {
    for await (const part of answer.body ?? []) listener.text += Buffer.from(part).toString();
  };
  read()
    .catch(() => {})
    .finally(() => {
      listener.ended = true;
    });
  return listener;
}

const comes = (listener: Listener, text: string, times = 1) =>
  eventually(`${times} × ${text}`, () => listener.text.split(text).length > times);

const message = (id: string, html: string): PlaygroundMessage => ({
  id,
  chat: 'c1',
  from: 'bot',
  html,
  text: '',
  at: 1,
  state: 'growing',
});

test('facts come at once and again and again, and earlier days now and then', async () => {
  const listener = await listen();
  await comes(listener, `event: facts\ndata: ${JSON.stringify(emptyNow)}\n\n`, 3);
  await comes(listener, 'event: earlier\ndata: {"timeZone":"Asia/Shanghai"', 2);
  listener.leave();
});

test('what changes in the playground comes as it changes, and its id behind it', async () => {
  const listener = await listen();
  await comes(listener, 'id: 0\n\n');
  const grown = message('m1', '<p>你\n好</p>');
  console.playground.tell({ id: '5-1', changes: [{ kind: 'message', message: grown }] });
  await comes(listener, `event: message\ndata: ${JSON.stringify(grown)}\n\nid: 5-1\n\n`);
  console.playground.tell({
    id: '5-2',
    changes: [{ kind: 'message-gone', chat: 'c1', message: 'm1' }, { kind: 'missed' }],
  });
  await comes(
    listener,
    'event: message-gone\ndata: {"chat":"c1","message":"m1"}\n\nevent: missed\ndata: {}\n\nid: 5-2\n\n',
  );
  listener.leave();
});

test('who comes again goes on after what was seen last', async () => {
  const [fresh, back, asked] = [
    await listen(),
    await listen({ 'last-event-id': '5-1' }),
    await listen({}, '?after=5-2'),
  ];
  await eventually('all to be watched', () => console.playground.watched.length === 3);
  expect(console.playground.watched).toEqual([undefined, '5-1', '5-2']);
  for (const each of [fresh, back, asked]) each.leave();
});

test('a stream ends with a word when its session is ended, and other streams go on', async () => {
  const mine = await listen();
  const session = cookie;
  cookie = await console.logIn();
  const other = await listen();
  await comes(mine, 'event: facts');
  await console.post('/console/logout', {}, { cookie: session });
  await eventually('the stream to end', () => mine.ended);
  expect(mine.text).toMatch(/event: bye\ndata: \{"why":"logged-out"\}\n\n$/);
  await comes(other, 'event: facts', 4);
  expect(other.ended).toBe(false);
  other.leave();
});

test('a stream notices that another process ended its session', async () => {
  const listener = await listen();
  await comes(listener, 'event: facts');
  await space.redis.del((await space.allKeys()).filter(key => key.includes('console-session')));
  await eventually('the stream to end', () => listener.ended);
  expect(listener.text).toContain('"why":"logged-out"');
});

test('the process does not wait for streams when it stops: they end with a word', async () => {
  const listeners = [await listen(), await listen()];
  for (const listener of listeners) await comes(listener, 'event: facts');
  await console.close();
  await eventually('both to end', () => listeners.every(({ ended }) => ended));
  for (const { text } of listeners) expect(text).toContain('event: bye\ndata: {"why":"closing"}');
});

test('who reads nothing is given no more than a socket holds, and the others are not kept', async () => {
  const { connect } = await import('node:net');
  let made = 0;
  const big = 'x'.repeat(100_000);
  await console.close();
  console = await openSmallConsole(space, {
    clock: hurried,
    readNow: async () => {
      made += 1;
      return { ...emptyNow, platforms: [{ name: big, writes: [] }] };
    },
  });
  const { port } = new URL(console.url);
  const socket = connect(Number(port), '127.0.0.1').pause();
  socket.write(`GET /console/api/events HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\n\r\n`);
  let before = -1;
  await eventually('the stream to stand still', async () => {
    await systemClock.sleep(300);
    const still = made === before && made > 0;
    before = made;
    return still;
  });
  const reading = await listen();
  await comes(reading, 'event: facts', 3);
  reading.leave();
  socket.destroy();
});

test('a page that is closed is forgotten', async () => {
  let looks = 0;
  await console.close();
  console = await openSmallConsole(space, {
    clock: hurried,
    readNow: async () => {
      looks += 1;
      return emptyNow;
    },
  });
  for (let page = 0; page < 70; page += 1) {
    const listener = await listen();
    await comes(listener, 'event: facts');
    listener.leave();
    await eventually('it to end', () => listener.ended);
  }
  await eventually('nobody to look any more', async () => {
    const before = looks;
    await systemClock.sleep(100);
    return looks === before;
  });
});

test('there are only so many pages open at once', async () => {
  const listeners = await Promise.all(Array.from({ length: 64 }, () => listen()));
  await Promise.all(listeners.map(listener => comes(listener, 'event: facts')));
  const refused = await console.get('/console/api/events', { cookie });
  expect([refused.status, await refused.json()]).toEqual([409, { error: 'full' }]);
  for (const listener of listeners) listener.leave();
});

test('as many as come all at once are counted like those that come one after another', async () => {
  const leaving = new AbortController();
  const ask = () =>
    fetch(`${console.url}/console/api/events`, { headers: { cookie }, signal: leaving.signal });
  const answers = await Promise.all(Array.from({ length: 90 }, ask));
  expect(answers.filter(({ status }) => status === 200).length).toBe(64);
  leaving.abort();
});

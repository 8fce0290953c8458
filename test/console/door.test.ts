import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSessions } from '../../src/console/sessions.ts';
import { Secret } from '../../src/secret.ts';
import { keysThatHold, scanAll } from '../support/scan.ts';
import { openSpace, type Space } from '../support/space.ts';
import { openSmallConsole, ownPage, type SmallConsole, token } from './site.ts';

let space: Space;
let console: SmallConsole;
beforeEach(async () => {
  space = openSpace();
  console = await openSmallConsole(space, { faults: { list: async () => [], inject: async () => true } });
});
afterEach(async () => {
  await console.close();
  await space.close();
});

const reads = [
  'facts',
  'chats',
  'chats/c1',
  'files/m1',
  'audit',
  'conversations',
  'conversations/telegram%3A1',
  'events',
  'faults',
  'no-such-thing',
];
const writes = [
  'say',
  'edit',
  'press',
  'recall',
  'chats',
  'chats/c1/close',
  'presence',
  'act',
  'faults',
  'no-such-thing',
];
const logIn = (candidate: unknown, headers = {}) =>
  console.post('/console/login', { token: candidate }, headers);

describe('without a session', () => {
  test.each(reads)('%s cannot be read, whatever a proxy is said to have told', async path => {
    const pretences = [
      {},
      { cookie: 'yq_console=' },
      { cookie: 'yq_console=made-up' },
      {
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'localhost',
        forwarded: 'for=127.0.0.1;host=localhost',
        'x-real-ip': '127.0.0.1',
        'x-original-url': '/console',
      },
    ];
    for (const headers of pretences) {
      const answer = await console.get(`/console/api/${path}`, headers);
      expect([answer.status, await answer.json()]).toEqual([401, { error: 'logged-out' }]);
    }
  });

  test.each(writes)('nothing can be done by %s', async path => {
    expect((await console.post(`/console/api/${path}`, {})).status).toBe(401);
    expect(console.playground.asked).toEqual([]);
  });

  test('the page, and what it loads, is the same for everybody and holds nothing', async () => {
    const page = await (await console.get('/console')).text();
    expect(page).toBe(await (await console.get('/console', { cookie: await console.logIn() })).text());
    const [script = ''] = /\/console\/assets\/main-\w+\.js/.exec(page) ?? [];
    const answer = await console.get(script);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('测试')]);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    const style = await console.get(/\/console\/assets\/main-\w+\.css/.exec(page)?.[0] ?? '');
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  });

  test('nobody is logged out', async () => {
    expect((await console.post('/console/logout', {})).status).toBe(401);
  });
});

describe('logging in', () => {
  test('gives a cookie that no script and no other site can use, for twelve hours', async () => {
    const answer = await logIn(token);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(answer.status).toBe(200);
    expect(cookie.split('; ').slice(1)).toEqual([
      'Path=/console',
      'Max-Age=43200',
      'HttpOnly',
      'SameSite=Strict',
    ]);
    const [key = ''] = (await space.allKeys()).filter(name => name.includes('console-session'));
    expect(await space.redis.pttl(key)).toBeGreaterThan(43_000_000);
    const data = await console.get('/console/api/facts', { cookie: cookie.split(';', 1).join() });
    expect(data.status).toBe(200);
  });

  test('by https gives one that is sent by https alone', async () => {
    const cookie = (await logIn(token, { 'x-forwarded-proto': 'https' })).headers.get('set-cookie');
    expect(cookie).toContain('; Secure');
  });

  test.each(['', 'x', `${token} `, token.slice(1), token.toUpperCase(), null, 7, [[token]], { token }])(
    'takes the token and nothing else: %j',
    async candidate => {
      const answer = await logIn(candidate);
      expect([answer.status, await answer.json()]).toEqual([401, { error: 'wrong-token' }]);
      expect(answer.headers.get('set-cookie')).toBe(null);
    },
  );

  test('after five failures from one address nobody there is asked any more, not even with the token', async () => {
    for (let failure = 0; failure < 5; failure += 1) expect((await logIn('wrong')).status).toBe(401);
    const limited = await logIn(token);
    expect([limited.status, limited.headers.get('set-cookie')]).toEqual([429, null]);
    const seconds = Number(limited.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await logIn(token, { 'x-forwarded-for': '192.0.2.7' })).status).toBe(200);
  });

  test('many failures at once get no further than one after another', async () => {
    const tries = await Promise.all(Array.from({ length: 30 }, () => logIn('wrong')));
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(5);
  });

  test('who names another address each time is stopped after twenty failures', async () => {
    const statuses: number[] = [];
    for (let failure = 0; failure < 25; failure += 1) {
      statuses.push((await logIn('wrong', { 'x-forwarded-for': `192.0.2.${failure}` })).status);
    }
    expect(statuses.filter(status => status === 401)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
  });

  test('who succeeds may do so as often as they like', async () => {
    for (let time = 0; time < 25; time += 1) expect((await logIn(token)).status).toBe(200);
  });

  test('a failure leaves neither the token nor what was tried in the log', async () => {
    await logIn('almost-the-token');
    await logIn(token);
    expect(console.logged.map(line => line.split(' ', 1).join())).toEqual(['console.login', 'console.login']);
    expect(console.logged.join()).not.toMatch(/almost-the-token|token-of-the-tests/);
  });

  test('fills no log when somebody goes on trying who is shut out', async () => {
    for (let tried = 0; tried < 30; tried += 1) await logIn('guess');
    const outcomes = console.logged.map(line => /"outcome":"(\w+)"/.exec(line)?.[1]);
    expect(outcomes).toEqual([...Array(5).fill('refused'), 'limited']);
  });

  test('nothing in Redis opens the console', async () => {
    const cookie = await console.logIn();
    const session = cookie.slice('yq_console='.length);
    expect(session).toHaveLength(43);
    expect(await keysThatHold(space.redis, '*', session, token)).toEqual([]);
    const kept = await scanAll(space.redis, space.keys.base.split(':', 1).join());
    const names = [...kept.keys()].flatMap(name => name.split(':'));
    for (const name of names) {
      expect((await console.get('/console/api/facts', { cookie: `yq_console=${name}` })).status).toBe(401);
    }
  });

  test('is compared by the secret itself, in constant time: nobody else sees it', async () => {
    const compared: string[] = [];
    const secret = {
      equals(candidate: string) {
        compared.push(candidate);
        return candidate === token;
      },
    };
    const other = await openSmallConsole(space, { token: secret });
    expect((await other.post('/console/login', { token: 'guess' })).status).toBe(401);
    expect((await other.post('/console/login', { token })).status).toBe(200);
    expect(compared).toEqual(['guess', token]);
    await other.close();
  });

  test('and out is in the audit log', async () => {
    const cookie = await console.logIn();
    await console.post('/console/logout', {}, { cookie });
    const answer = await console.get('/console/api/audit', { cookie: await console.logIn() });
    expect(await answer.json()).toMatchObject({
      entries: [
        { who: 'console:admin', what: 'login', result: 'done' },
        { who: 'console:admin', what: 'logout' },
        { what: 'login' },
      ],
    });
  });
});

describe('a session', () => {
  const statusWith = async (cookie: string) => (await console.get('/console/api/chats', { cookie })).status;

  test('ends when somebody logs out, and no other does', async () => {
    const [mine, other] = [await console.logIn(), await console.logIn()];
    const answer = await console.post('/console/logout', {}, { cookie: mine });
    expect(answer.headers.get('set-cookie')).toContain('yq_console=; Path=/console; Max-Age=0');
    expect([await statusWith(mine), await statusWith(other)]).toEqual([401, 200]);
  });

  test('ends when the token is changed', async () => {
    const cookie = await console.logIn();
    const renewed = await openSmallConsole(space, { secret: new Secret('another-token-of-tests') });
    expect((await renewed.get('/console/api/chats', { cookie })).status).toBe(401);
    await renewed.close();
  });

  test('is known in every process', async () => {
    const sessions = openSessions(space.redis, space.keys, new Secret(token));
    expect(await statusWith(`yq_console=${await sessions.begin()}`)).toBe(200);
  });

  test('is found among other cookies', async () => {
    const cookie = await console.logIn();
    expect(await statusWith(`a=b; ${cookie}; yq=c`)).toBe(200);
  });
});

describe('what changes something', () => {
  const said = { chat: 'c1', as: 'ada', text: '你好' };
  const send = (
    headers: Record<string, string>,
    body: string | Buffer = JSON.stringify(said),
    path = 'api/say',
  ) => fetch(`${console.url}/console/${path}`, { method: 'POST', headers, body });

  test('comes from our own page', async () => {
    const cookie = await console.logIn();
    const { host } = new URL(console.url);
    const ours = [
      {},
      { origin: console.url },
      { 'content-type': 'application/json; charset=utf-8', 'sec-fetch-site': 'same-origin' },
      { origin: 'https://bot.example.com', 'x-forwarded-host': 'bot.example.com' },
      { origin: `http://${host.toUpperCase()}` },
    ];
    for (const headers of ours) expect((await send({ ...ownPage, cookie, ...headers })).status).toBe(200);
  });

  test('is refused from anywhere else', async () => {
    const cookie = await console.logIn();
    const foreign: Record<string, string>[] = [
      { 'content-type': 'application/json' },
      { 'x-yanqiao': '1' },
      { 'x-yanqiao': '1', 'content-type': 'text/plain' },
      { 'x-yanqiao': '1', 'content-type': 'application/x-www-form-urlencoded' },
      { ...ownPage, 'x-yanqiao': '0' },
      { ...ownPage, origin: 'https://evil.example' },
      { ...ownPage, origin: 'null' },
      { ...ownPage, origin: `${console.url}.evil.example` },
      { ...ownPage, origin: console.url.replace('127.0.0.1', 'localhost') },
      { ...ownPage, 'sec-fetch-site': 'cross-site' },
      { ...ownPage, 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      expect([headers, (await send({ ...headers, cookie })).status]).toEqual([headers, 403]);
      const entering = await send(headers, JSON.stringify({ token }), 'login');
      expect([headers, entering.status, entering.headers.get('set-cookie')]).toEqual([headers, 403, null]);
      expect((await send({ ...headers, cookie }, '{}', 'logout')).status).toBe(403);
    }
    expect(console.playground.asked).toEqual([]);
    expect((await console.get('/console/api/facts', { cookie })).status).toBe(200);
  });

  test('is never a GET', async () => {
    const cookie = await console.logIn();
    for (const path of ['api/say', 'api/act', 'api/press', 'login', 'logout']) {
      expect((await console.get(`/console/${path}`, { cookie })).status).toBe(405);
    }
  });

  test('is neither huge nor anything but JSON', async () => {
    const cookie = await console.logIn();
    const big = JSON.stringify({ ...said, text: 'x'.repeat(64 * 1024) });
    expect((await send({ ...ownPage, cookie }, big)).status).toBe(413);
    expect((await send(ownPage, Buffer.alloc(9 * 1024 * 1024), 'login')).status).toBe(413);
    for (const body of ['', '{', 'null', '[]', '"say"', '{"chat":1}', 'chat=c1&text=hi']) {
      expect([body, (await send({ ...ownPage, cookie }, body)).status]).toEqual([body, 400]);
    }
    expect(console.playground.asked).toEqual([]);
  });
});

describe('every answer', () => {
  test('lets the page load from here alone, and nobody frame it', async () => {
    const cookie = await console.logIn();
    for (const path of ['', '/api/facts', '/api/audit', '/assets/none', '/none']) {
      const { headers } = await console.get(`/console${path}`, { cookie });
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('access-control-allow-origin')).toBe(null);
    }
  });

  test('is about a file of ours, wherever a path climbs to', async () => {
    const paths = [
      '/console/assets/../../package.json',
      '/console/assets/..%2f..%2fpackage.json',
      '/console/assets/%2e%2e/%2e%2e/package.json',
      '/console/assets/main.ts',
      '/console/assets/',
      '/console/assets/__proto__',
      '/console//etc/passwd',
      '/console/index.html',
      '/consoles',
    ];
    const { request } = await import('node:http');
    for (const path of paths) {
      // `fetch` would tidy the path up.
      const status = await new Promise(resolve =>
        request(`${console.url}`, { path }, answer => resolve(answer.resume().statusCode)).end(),
      );
      expect([path, status]).toEqual([path, 404]);
    }
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openAudit } from '../../src/commands/audit.ts';
import type { Order } from '../../src/console/routes/act.ts';
import { openSpace, type Space } from '../support/space.ts';
import { emptyNow, openSmallConsole, type SmallConsole } from './site.ts';

const secret = '只有他们知道';
const orders: Order[] = [];
const injected: unknown[] = [];

let space: Space;
let console: SmallConsole;
let cookie: string;
beforeEach(async () => {
  orders.length = 0;
  injected.length = 0;
  space = openSpace();
  console = await openSmallConsole(space, {
    browse: async what => ({
      conversations: [{ id: 'telegram:1', chat: 'telegram:1', people: ['小李'], rounds: 2, at: 7 }],
      cursor: JSON.stringify(what),
    }),
    readRounds: async id =>
      id === 'telegram:-5:t4'
        ? [{ question: secret, answer: `<b>${secret}`, senderName: '小李', at: 7 }]
        : [],
    async act(order) {
      orders.push(order);
      return order.command === 'pause' ? '**已暂停**' : undefined;
    },
    faults: {
      list: async () => ({ faults: ['kill'] }),
      async inject(fault, times) {
        injected.push([fault, times]);
        return fault !== 'none';
      },
    },
  });
  cookie = await console.logIn();
});
afterEach(async () => {
  await console.close();
  await space.close();
});

const get = async (path: string) => {
  const answer = await console.get(`/console/api/${path}`, { cookie });
  return [answer.status, await answer.json()];
};
const post = async (path: string, said: unknown) => {
  const answer = await console.post(`/console/api/${path}`, said, { cookie });
  return [answer.status, await answer.json()];
};
const audited = async () => {
  const [, { entries }] = (await get('audit')) as [number, { entries: { what: string; where: string }[] }];
  return entries.map(({ what, where }) => `${what} in ${where}`);
};

describe('the playground', () => {
  test('is asked what people do there, and told nothing that was not asked for', async () => {
    expect(await get('chats')).toMatchObject([200, { chats: [{ id: 'c1' }] }]);
    expect(await get('chats/c1')).toEqual([200, { messages: [] }]);
    const saying = { chat: 'c1', as: 'ada', text: '你好', mention: true };
    expect(await post('say', { ...saying, role: 'admin' })).toEqual([200, { id: 'm1' }]);
    expect(await post('edit', { chat: 'c1', as: 'ada', message: 'm1', text: '您好' })).toEqual([200, {}]);
    expect(await post('recall', { chat: 'c1', as: 'ada', message: 'm1' })).toEqual([200, {}]);
    expect(await post('chats/c1/close', {})).toEqual([200, {}]);
    expect(await post('presence', { chat: 'c1', present: false })).toEqual([200, {}]);
    expect(console.playground.asked).toEqual([
      saying,
      { chat: 'c1', as: 'ada', message: 'm1', text: '您好' },
      { chat: 'c1', as: 'ada', message: 'm1' },
      'c1',
      'c1',
    ]);
  });

  test('says no in its own words, and the page has a word for each', async () => {
    expect(await get('chats/none')).toEqual([404, { error: 'not-found' }]);
    const press = { chat: 'c1', as: 'ada', message: 'm1', action: 'stop', token: 't' };
    expect(await post('press', press)).toEqual([403, { error: 'forbidden' }]);
    expect(await post('press', { ...press, action: 'drop' })).toEqual([400, { error: 'wrong' }]);
    const draft = { kind: 'group', title: '群', people: [{ name: '小李', role: 'member' }] };
    expect(await post('chats', draft)).toEqual([409, { error: 'full' }]);
    expect(await post('chats', { ...draft, people: Array(51).fill(draft.people[0]) })).toEqual([
      400,
      { error: 'wrong' },
    ]);
  });

  test('gives a file to be saved, and never to be shown', async () => {
    const file = await console.get('/console/api/files/m%2F2', { cookie });
    expect([file.status, await file.text()]).toEqual([200, '# 对话']);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''%E5%AF%B9%E8%AF%9D.md",
    );
    expect(await get('files/m1')).toEqual([404, { error: 'not-found' }]);
  });
});

describe('conversations', () => {
  test('are looked for, page by page', async () => {
    expect(await get('conversations?search=%20x%20&cursor=12')).toMatchObject([
      200,
      { conversations: [{ id: 'telegram:1' }], cursor: '{"search":"x","cursor":"12"}' },
    ]);
    for (const query of ['cursor=x', 'cursor=-1', `search=${'x'.repeat(201)}`]) {
      expect(await get(`conversations?${query}`)).toEqual([400, { error: 'wrong' }]);
    }
  });

  test('are read with the markup of answers made harmless', async () => {
    expect(await get('conversations/telegram%3A-5%3At4')).toEqual([
      200,
      {
        id: 'telegram:-5:t4',
        rounds: [
          {
            question: secret,
            answer: `<b>${secret}`,
            html: `<p>&lt;b>${secret}</p>`,
            senderName: '小李',
            at: 7,
          },
        ],
      },
    ]);
    expect(await get('conversations/telegram%3A2')).toEqual([404, { error: 'not-found' }]);
  });

  test('that were read are in the audit log, and that somebody searched; what they say is in no log', async () => {
    await get(`conversations?search=${secret}`);
    await get(`conversations?search=${secret.slice(1)}`);
    await get('conversations/telegram%3A-5%3At4');
    expect(await audited()).toEqual([
      'read chat:telegram:-5 in telegram:-5',
      'search in console:admin',
      'login in console:admin',
    ]);
    expect(console.logged.join()).not.toContain(secret.slice(1));
  });
});

describe('a search', () => {
  test('that could not be written into the audit log finds nothing, nor does the next one', async () => {
    const audit = openAudit(space.redis, space.keys);
    const deaf = await openSmallConsole(space, {
      audit: { ...audit, record: () => Promise.reject(new Error('Redis is silent')) },
    });
    for (let more = 0; more < 2; more += 1) {
      const answer = await deaf.get(`/console/api/conversations?search=x`, { cookie });
      expect(answer.status).toBe(503);
    }
    await deaf.close();
  });
});

describe('a command', () => {
  test('is given with its place and its language, and what it says comes as text and as markup', async () => {
    const said = { command: 'pause', args: 'all', chat: 'telegram:1', locale: 'en' };
    expect(await post('act', said)).toEqual([200, { markdown: '**已暂停**', html: '<p>**已暂停**</p>' }]);
    await post('act', { command: 'pause' });
    expect(orders).toEqual([
      { command: 'pause', args: 'all', place: 'telegram:1', locale: 'en' },
      { command: 'pause', args: '' },
    ]);
  });

  test('that cannot be given here, or makes no sense, is wrong', async () => {
    for (const said of [
      { command: 'retry' },
      { command: '' },
      {},
      { command: 'pause', locale: 'fr' },
      { command: 'pause', args: 'x'.repeat(8001) },
    ]) {
      expect(await post('act', said)).toEqual([400, { error: 'wrong' }]);
    }
  });
});

describe('the other routes', () => {
  test('faults are told of and made where there are some', async () => {
    expect(await get('faults')).toEqual([200, { faults: ['kill'] }]);
    expect(await post('faults', { fault: 'kill' })).toEqual([200, {}]);
    expect(await post('faults', { fault: 'code-18', times: 3 })).toEqual([200, {}]);
    expect(await post('faults', { fault: 'none' })).toEqual([404, { error: 'not-found' }]);
    for (const times of [0, 101, 1.5, '3']) {
      expect(await post('faults', { fault: 'kill', times })).toEqual([400, { error: 'wrong' }]);
    }
    expect(injected).toEqual([
      ['kill', 1],
      ['code-18', 3],
      ['none', 1],
    ]);
  });

  test('where nothing is simulated there are no faults, and none is made', async () => {
    const real = await openSmallConsole(space);
    const answer = await real.get('/console/api/faults', { cookie });
    expect([answer.status, await answer.json()]).toEqual([200, { faults: [] }]);
    expect((await real.post('/console/api/faults', { fault: 'kill' }, { cookie })).status).toBe(405);
    await real.close();
  });

  test('the audit log is read on from where it was left', async () => {
    for (let more = 0; more < 3; more += 1) await console.logIn();
    const [, all] = (await get('audit?count=10')) as [number, { entries: { at: number }[] }];
    const [, first] = (await get('audit?count=2')) as [number, typeof all];
    expect(first.entries).toEqual(all.entries.slice(0, 2));
    const before = first.entries[1]?.at ?? 0;
    const [, rest] = (await get(`audit?before=${before}`)) as [number, typeof all];
    expect(rest.entries).toEqual(all.entries.filter(({ at }) => at < before));
  });

  test('what was written into the audit log in one moment is read whole, though a page ends within it', async () => {
    const audit = openAudit(space.redis, space.keys);
    const entry = { at: Date.parse('2100-01-01'), who: 'paper:1', where: 'paper:1', result: 'done' } as const;
    for (let number = 1; number <= 5; number += 1) await audit.record({ ...entry, what: `/pause ${number}` });
    const read: { at: number; what: string }[] = [];
    for (let page = 1; page <= 4; page += 1) {
      const seen = read.filter(({ at }) => at === read.at(-1)?.at).length;
      const [, more] = (await get(
        `audit?count=2${read.length > 0 ? `&before=${read.at(-1)?.at}&seen=${seen}` : ''}`,
      )) as [number, { entries: typeof read }];
      read.push(...more.entries);
    }
    expect(read.map(({ what }) => what)).toEqual([
      ...[5, 4, 3, 2, 1].map(number => `/pause ${number}`),
      'login',
    ]);
  });

  test('facts are of now and of earlier days', async () => {
    expect(await get('facts')).toMatchObject([200, { ...emptyNow, timeZone: 'Asia/Shanghai', days: [] }]);
  });

  test('a path that is none is not found, and a method that is none is told which is', async () => {
    expect(await get('none')).toEqual([404, { error: 'not-found' }]);
    expect(await get('chats/%E0%A4%A')).toEqual([404, { error: 'not-found' }]);
    expect(await get('chats/')).toEqual([404, { error: 'not-found' }]);
    const answer = await console.post('/console/api/facts', {}, { cookie });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
  });

  test('what fails is told to the page as one word, and to the log by its error', async () => {
    const failing = await openSmallConsole(space, {
      readNow: () => Promise.reject(new Error('Redis is silent')),
    });
    const answer = await failing.get('/console/api/facts', { cookie });
    expect([answer.status, await answer.json()]).toEqual([503, { error: 'unavailable' }]);
    expect(failing.logged).toEqual([expect.stringContaining('console.failed')]);
    await failing.close();
  });
});

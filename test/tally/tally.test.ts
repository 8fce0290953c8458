import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openMailbox } from '../../src/conversation/mailbox.ts';
import { beginTurns } from '../../src/conversation/ownership.ts';
import { nothingUsed } from '../../src/tally/amount.ts';
import type { Books } from '../../src/tally/books.ts';
import { countersFor, mostOwners, type SettledTurn } from '../../src/tally/counters.ts';
import { readStats } from '../../src/tally/stats.ts';
import { readUsage } from '../../src/tally/usage.ts';
import { aMessage } from '../support/messages.ts';
import { openSpace, type Space } from '../support/space.ts';

const zone = 'Asia/Shanghai';
const now = Date.parse('2026-11-23T04:00:00Z');
const today = '2026-11-23';
const dayMs = 86_400_000;
const model = 'qianfan/ernie-5.1';
const prices = new Map([[model, { in: 0.004, out: 0.018 }]]);

let space: Space;
let books: Books;
beforeAll(async () => {
  space = openSpace();
  books = { redis: space.redis, keys: space.keys, timeZone: zone, prices };
  await settleAll([
    ...Array.from({ length: 18 }, () => turn({ person: 'telegram:3' })),
    turn({ firstTextMs: 900 }),
    turn({ firstTextMs: 900_000, model: 'ernie/completions_pro', calls: 1 }),
    { ...bare, failure: 'quota', calls: 3 },
    turn({ at: now - 29 * dayMs }),
    turn({ at: now - 30 * dayMs }),
  ]);
});
afterAll(() => space.close());

const bare: SettledTurn = { at: now, person: 'telegram:2', chat: 'telegram:-100', model, calls: 0 };
const turn = (change: Partial<SettledTurn> = {}): SettledTurn => ({
  ...bare,
  calls: 2,
  usage: { promptTokens: 1000, completionTokens: 500 },
  firstTextMs: 650,
  ...change,
});
/** What `turn` uses, so many times. */
const used = (times: number) => ({
  ...nothingUsed,
  replies: times,
  calls: 2 * times,
  tokensIn: 1000 * times,
  tokensOut: 500 * times,
  microYuan: 13_000 * times,
});

/** Settles turns as the bot does. */
async function settleAll(turns: readonly SettledTurn[]) {
  const { redis, keys } = space;
  const mailbox = openMailbox(redis, keys, { queueLimit: 1000, conversationTtlMs: 60_000 });
  const begin = beginTurns(redis, keys, 60_000, systemClock);
  for (const settled of turns) {
    await mailbox.accept('c', { message: aMessage(), retry: false });
    const begun = await begin('c');
    await begun?.settle({ history: 'nothing', counts: countersFor(settled, keys, zone, prices) });
  }
}

const usageOf = (person: string, chat?: string) =>
  readUsage(books, { platform: 'telegram', person, ...(chat === undefined ? {} : { chat }) }, now);

test('a turn that asked nothing counts for its day alone', () => {
  expect(countersFor({ ...bare, failure: 'poisoned' }, space.keys, zone)).toEqual([
    { key: space.keys.stats(today), field: 'messages', by: 1 },
    { key: space.keys.stats(today), field: 'failures:poisoned', by: 1 },
  ]);
});

test('usage is told for today and for thirty days with today, with calls, tokens and money', async () => {
  const { mine, chat, priced } = await usageOf('telegram:3', 'telegram:-100');
  expect(mine).toEqual({ today: used(18), month: used(18) });
  const others = { ...used(20), calls: 18 * 2 + 2 + 1 + 3, microYuan: 19 * 13_000 };
  expect(chat).toEqual({
    today: others,
    month: { ...used(21), calls: others.calls + 2, microYuan: 20 * 13_000 },
  });
  expect(priced).toBe(true);
});

test('who never asked has used nothing', async () => {
  expect(await usageOf('telegram:9')).toEqual({
    mine: { today: nothingUsed, month: nothingUsed },
    priced: true,
  });
});

test('days that were counted before calls were are still told', async () => {
  const field = 'user:telegram:8';
  await space.redis.hset(space.keys.usage('2026-11-20'), `${field}:replies`, 4, `${field}:tokens`, 90);
  await settleAll([turn({ person: 'telegram:8' })]);
  const { month } = (await usageOf('telegram:8')).mine;
  expect(month).toEqual({ ...used(1), replies: 5, tokensUndivided: 90 });
});

test('the stats tell answers, failures by kind, how soon text came, and what each model took', async () => {
  const elsewhere = now - 60 * dayMs;
  await settleAll([turn({ at: elsewhere }), { ...bare, at: elsewhere, failure: 'quota', calls: 1 }]);
  const report = await readStats(books, elsewhere);
  expect(report.today).toEqual({
    messages: 2,
    answers: 1,
    failures: { quota: 1 },
    firstText: { p50Ms: 700, p95Ms: 700 },
  });
  const spent = { ...used(1), calls: 3 };
  expect(report.models).toEqual([{ model, today: spent, month: spent, priced: true }]);
  expect((await readStats(books, elsewhere + dayMs)).models).toEqual([
    { model, today: nothingUsed, month: spent, priced: true },
  ]);
});

test('a model without a price costs nothing, and is told to have none', async () => {
  const { models } = await readStats(books, now);
  expect(models.map(({ model, priced }) => [model, priced])).toEqual([
    [model, true],
    ['ernie/completions_pro', false],
  ]);
  expect(models[1]?.today).toMatchObject({ calls: 1, microYuan: 0 });
});

test('a day on which nothing happened has no times', async () => {
  const { today } = await readStats(books, now + 365 * dayMs);
  expect(today).toEqual({ messages: 0, answers: 0, failures: {} });
});

test('a day has room for so many owners; who comes later is counted together with the others', async () => {
  const at = now - 120 * dayMs;
  const key = space.keys.usage('2026-07-26');
  await settleAll([turn({ at, person: 'telegram:1', chat: 'telegram:1' })]);
  const filled = Array.from({ length: mostOwners }, (_, i) => [`user:telegram:x${i}`, '1 1 1 1 0']);
  await space.redis.hset(key, Object.fromEntries(filled));
  const full = await space.redis.hlen(key);
  const late = Array.from({ length: 3 }, (_, i) =>
    turn({ at, person: `telegram:late${i}`, chat: 'telegram:1' }),
  );
  await settleAll([...late, turn({ at, person: 'telegram:1', chat: 'telegram:late' })]);
  expect(await space.redis.hlen(key)).toBe(full + 2);
  expect((await readStats(books, at)).others).toEqual(used(3));
  const owners = { platform: 'telegram', person: 'telegram:1', chat: 'telegram:1' };
  const report = await readUsage(books, owners, at);
  expect(report.mine.today).toEqual(used(2));
  expect(report.chat?.today).toEqual(used(4));
  expect(await space.redis.pttl(key)).toBeGreaterThan(89 * dayMs);
});

test('numbers beyond thirty-two bits are added without losing any', async () => {
  const at = now - 200 * dayMs;
  const usage = { promptTokens: 9_000_000_000, completionTokens: 1 };
  await settleAll([turn({ at, usage }), turn({ at, usage })]);
  const { mine } = await readUsage(books, { platform: 'telegram', person: 'telegram:2' }, at);
  expect(mine.today).toMatchObject({ tokensIn: 18_000_000_000, tokensOut: 2 });
});

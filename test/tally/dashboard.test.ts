import { afterEach, beforeEach, expect, test } from 'vitest';
import { nothingUsed, rowOf } from '../../src/tally/amount.ts';
import type { Books } from '../../src/tally/books.ts';
import { readChats } from '../../src/tally/chats.ts';
import { readDays } from '../../src/tally/days.ts';
import { markMinute, readMinutes } from '../../src/tally/minutes.ts';
import { openSpace, type Space } from '../support/space.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const noon = Date.parse('2026-11-23T04:00:00Z');
const midnight = Date.parse('2026-11-23T16:00:00Z');

let space: Space;
let books: Books;
beforeEach(() => {
  space = openSpace();
  books = { redis: space.redis, keys: space.keys, timeZone: 'Asia/Shanghai', prices: new Map() };
});
afterEach(() => space.close());

const count = async (day: string, counters: Record<string, number>) => {
  for (const [field, by] of Object.entries(counters)) {
    await space.redis.hincrby(space.keys.stats(day), field, by);
  }
};
const amount = (replies: number, tokensIn: number, tokensOut: number) => ({
  ...nothingUsed,
  replies,
  calls: replies,
  tokensIn,
  tokensOut,
  microYuan: 10 * replies,
});
const use = (day: string, chat: string, used: ReturnType<typeof amount>) =>
  space.redis.hset(space.keys.usage(day), `chat:${chat}`, rowOf(used).join(' '));

test('a minute is what the day has more than a minute before', async () => {
  await count('2026-11-23', { messages: 100, answers: 90, 'failures:rate': 10, 'first-text:500': 90 });
  await markMinute(books, 3, noon);
  await count('2026-11-23', { messages: 4, answers: 3, 'failures:timeout': 1 });
  await count('2026-11-23', { 'first-text:300': 2, 'first-text:5000': 1 });
  await markMinute(books, 7, noon + minuteMs + 15_000);
  await markMinute(books, 0, noon + 2 * minuteMs);
  expect(await readMinutes(books, 10)).toEqual([
    {
      at: noon + minuteMs,
      messages: 4,
      answers: 3,
      failures: 1,
      calls: 7,
      firstText: { p50Ms: 300, p95Ms: 5000 },
    },
    { at: noon + 2 * minuteMs, messages: 0, answers: 0, failures: 0, calls: 0 },
  ]);
  expect(await readMinutes(books, 1)).toMatchObject([{ at: noon + 2 * minuteMs }]);
});

test('many processes that mark a minute mark it once', async () => {
  await markMinute(books, 1, noon);
  await Promise.all([2, 3, 4].map(calls => markMinute(books, calls, noon + minuteMs + calls)));
  await markMinute(books, 9, noon + minuteMs + 50_000);
  const minutes = await readMinutes(books, 10);
  expect(minutes.map(({ at }) => at)).toEqual([noon + minuteMs]);
});

test('a day that begins does not count the one before it once more', async () => {
  await count('2026-11-23', { messages: 500 });
  await markMinute(books, 0, midnight - minuteMs);
  await count('2026-11-24', { messages: 2 });
  await markMinute(books, 0, midnight);
  expect(await readMinutes(books, 10)).toMatchObject([{ at: midnight, messages: 2 }]);
});

test('no more than about a day of minutes is kept', async () => {
  const pipeline = space.redis.pipeline();
  for (let minute = 0; minute < 3000; minute += 1) {
    pipeline.xadd(space.keys.minutes, `${noon - (3000 - minute) * minuteMs}-0`, 'mark', '{}');
  }
  await pipeline.exec();
  await markMinute(books, 0, noon);
  expect(await space.redis.xlen(space.keys.minutes)).toBeLessThan(1600);
});

test('days are told in their order, with what all models used', async () => {
  await count('2026-11-23', { messages: 5, answers: 4, 'failures:rate': 1, 'first-text:500': 4 });
  const row = (replies: number) => rowOf(amount(replies, 100, 50)).join(' ');
  await space.redis.hset(space.keys.stats('2026-11-22'), { 'model:a/b': row(1), 'model:c/d': row(2) });
  const days = await readDays(books, 3, noon);
  expect(days).toEqual([
    { day: '2026-11-21', messages: 0, answers: 0, failures: 0, used: nothingUsed },
    { day: '2026-11-22', messages: 0, answers: 0, failures: 0, used: amount(3, 200, 100) },
    { day: '2026-11-23', messages: 5, answers: 4, failures: 1, used: nothingUsed },
  ]);
});

test('the chats that used most in a month come first, each with its day', async () => {
  await use('2026-11-23', 'telegram:-1', amount(1, 10, 10));
  await use('2026-11-22', 'telegram:-1', amount(2, 10, 10));
  await use('2026-11-01', 'feishu:oc_2', amount(1, 500, 10));
  await use('2026-10-20', 'telegram:-3', amount(9, 9000, 10));
  await use('2026-11-23', 'telegram:-4', amount(1, 1, 1));
  await space.redis.hset(space.keys.usage('2026-11-23'), { 'user:telegram:1': '1 1 99999 1 1' });
  expect(await readChats(books, 2, noon)).toEqual([
    { chat: 'feishu:oc_2', today: nothingUsed, month: amount(1, 500, 10) },
    { chat: 'telegram:-1', today: amount(1, 10, 10), month: amount(3, 20, 20) },
  ]);
  expect(await readChats(books, 10, noon + 40 * dayMs)).toEqual([]);
});

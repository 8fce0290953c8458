import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mostWithin } from '../../../bench/most-within.ts';
import { accountOf } from '../../../src/generation/permits/account.ts';
import { callRate } from '../../../src/generation/permits/call-rate.ts';
import { shareAt } from '../../../src/generation/permits/pace.ts';
import {
  goOn,
  leaveHolding,
  never,
  nobody,
  openProcess,
  type Process,
  pause,
  standing,
  take,
} from './process.ts';

let prefix: string;
let processes: Process[];
beforeEach(() => {
  prefix = `test-pace-${randomUUID()}`;
  processes = [];
});
afterEach(async () => {
  for (const { end } of processes) await end();
});

function open(processId: string, qps: number, account?: string): Process {
  const opened = openProcess({ processId, prefix, limits: { qps }, ...(account ? { account } : {}) });
  processes.push(opened);
  return opened;
}

const redisNow = async ({ redis }: Process) => Number((await redis.time())[0]) * 1000;

/**
 * Far more calls are wanted than may begin. Their starts are Redis's: what a machine that stands still begins late, or
 * not at all, leaves a second emptier, and another one as full as it may be.
 */
function crowd({ permits, redis, keys }: Process, account = 'a') {
  for (let since = 0; since < 100; since += 1) take(permits, since).catch(nobody);
  const startsUs = async () => {
    const log = await redis.zrange(keys.permits(account, 'log'), 0, -1, 'WITHSCORES');
    return log.filter((_, index) => index % 2 === 1).map(Number);
  };
  return {
    /** How many have begun in the fullest second so far. */
    fullestSecond: async () => mostWithin(await startsUs(), 1_000_000),
    async hasGoneOnFor(ms: number) {
      const starts = await startsUs();
      return (starts.at(-1) ?? 0) - (starts[0] ?? 0) >= 1000 * ms;
    },
  };
}

describe('a refusal', () => {
  test('slows down everybody, and no other account', async () => {
    const [a, b, other] = [open('a', 10), open('b', 10), open('a', 10, 'other')];
    await a.permits.refused('rate', 0);
    const slow = crowd(b);
    await expect.poll(crowd(other, 'other').fullestSecond).toBe(10);
    await expect.poll(() => slow.hasGoneOnFor(1500)).toBe(true);
    expect(await slow.fullestSecond()).toBeLessThanOrEqual(8);
    expect(a.logged).toEqual(['model.limits {"account":"a","why":"rate","share":0.7}']);
  });

  test('that comes with others says nothing new', async () => {
    const [a, b] = [open('a', 10), open('b', 10)];
    await Promise.all([a, b, a, b].map(({ permits }) => permits.refused('rate', 0)));
    expect([...a.logged, ...b.logged]).toHaveLength(1);
  });

  test('again and again leaves a call in two seconds, and no less', async () => {
    const a = open('a', 10);
    const pace = a.keys.permits('a', 'pace');
    let refusedAt = 0;
    for (let time = 0; time < 30; time += 1) {
      await a.redis.hdel(pace, 'cut');
      refusedAt = performance.now();
      await a.permits.refused('rate', 0);
    }
    const { limit } = await callRate(accountOf(a.redis, a.keys, 'a'), 10);
    expect(limit).toBeGreaterThanOrEqual(0.5);
    // A tenth comes back each second.
    expect(limit).toBeLessThan(0.7 + (performance.now() - refusedAt) / 10_000);
    await take(a.permits, 1);
    const began = performance.now();
    await take(a.permits, 2);
    expect(performance.now() - began).toBeGreaterThan(1200);
  });

  test('is forgotten by and by: a hundredth of the pace comes back each second', async () => {
    expect([100_000, 75_000, 25_000, 0, -5].map(left => shareAt(1e12 + left, 1e12))).toEqual([
      0, 0.25, 0.75, 1, 1,
    ]);
    const a = open('a', 10);
    const before = await redisNow(a);
    await a.permits.refused('rate', 0);
    const pace = a.keys.permits('a', 'pace');
    const full = Number(await a.redis.hget(pace, 'full'));
    const leftMs = full - (await redisNow(a));
    expect(full - before).toBeGreaterThanOrEqual(30_000);
    expect(leftMs).toBeLessThanOrEqual(31_000);
    expect(await a.redis.pttl(pace)).toBeGreaterThan(leftMs);
    await a.redis.hset(pace, 'full', full - 30_000);
    await expect.poll(crowd(a).fullestSecond).toBe(10);
  });

  test('that a clock set back has left in the far future slows nobody down', async () => {
    const a = open('a', 10);
    await a.redis.hset(a.keys.permits('a', 'pace'), { full: (await redisNow(a)) + 3_600_000 });
    expect(await callRate(accountOf(a.redis, a.keys, 'a'), 10)).toMatchObject({ limit: 10 });
    await expect.poll(crowd(a).fullestSecond).toBe(10);
  });

  test('with the vendor’s word on how long to wait is waited for by everybody', async () => {
    const [a, b] = [open('a', 5), open('b', 5)];
    await take(b.permits, 1);
    const began = performance.now();
    await a.permits.refused('minute-rate', 900);
    await take(b.permits, 2);
    expect(performance.now() - began).toBeGreaterThanOrEqual(900);
  });

  test('with a wait of days is waited for a minute at most', async () => {
    const a = open('a', 5);
    await a.permits.refused('rate', 86_400_000);
    const ttl = await a.redis.pttl(a.keys.permits('a', 'blocked'));
    expect(ttl).toBeGreaterThan(50_000);
    expect(ttl).toBeLessThanOrEqual(60_000);
  });
});

test('who is aborted in each state of the line leaves nothing behind', async () => {
  const a = open('a', 5);
  const [line, log] = [a.keys.permits('a', 'line'), a.keys.permits('a', 'log')];
  const before = new AbortController();
  const entering = take(a.permits, 1, { signal: before.signal });
  before.abort(new Error('while entering'));
  await expect(entering).rejects.toThrow('while entering');

  await pause(a);
  const inLine = new AbortController();
  const waiting = take(a.permits, 2, { signal: inLine.signal });
  await standing(a, 1);
  inLine.abort(new Error('in line'));
  await expect(waiting).rejects.toThrow('in line');
  await goOn(a);

  const isHeld = async () => (await a.redis.zcard(log)) === 1;
  await leaveHolding(a, () => a.permits.slowDown(200), isHeld);
  await expect.poll(async () => [await a.redis.zcard(line), await a.redis.zcard(log)]).toEqual([0, 0]);

  const permit = await a.permits.take({ since: 4, seen: false, tokens: 0 }, never(), nobody);
  await permit.giveBack();
  expect(await a.redis.zcard(log)).toBe(0);
});

import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { accountOf } from '../../../src/generation/permits/account.ts';
import type { Limits } from '../../../src/generation/permits/announce-limits.ts';
import { type Budget, type Granted, guardMs, openBudget } from '../../../src/generation/permits/budget.ts';
import { keysFor } from '../../../src/keys.ts';
import { connect } from '../../../src/redis/connect.ts';

const redis = connect(inject('redisUrl'), 'patient', () => {});
afterAll(async () => {
  const keys = await redis.keys('test-grant-*');
  if (keys.length > 0) await redis.del(keys);
  redis.disconnect();
});

/** A budget that nobody has used. */
function freshBudget(limits: Limits) {
  const prefix = `test-grant-${randomUUID()}`;
  const keys = keysFor(prefix);
  return { keys, budget: openBudget(accountOf(redis, keys, 'a'), 'p', limits) };
}

const breath = 10;
const second = 1000 + guardMs;
const minute = 60_000 + guardMs;
const horizon = 100;

/** All windows of all limits, counted by brute force. Milliseconds. */
function breaksNoWindow(starts: readonly number[], { qps, rpm }: Limits): boolean {
  const sorted = [...starts].sort((a, b) => a - b);
  const fits = (limit: number, span: number) =>
    sorted.every((start, index) => (sorted[index + limit] ?? Number.POSITIVE_INFINITY) - start >= span);
  return fits(Math.ceil(qps / 80), breath) && fits(qps, second) && (rpm === undefined || fits(rpm, minute));
}

/** The first moment at which one more may start: it is now, or where a window or a later start ends. */
function earliest(starts: readonly number[], now: number, limits: Limits): number {
  const moments = [now, ...starts.flatMap(start => [start, start + breath, start + second, start + minute])];
  const open = moments
    .filter(moment => moment >= now)
    .filter(moment => breaksNoWindow([...starts, moment], limits));
  return Math.min(...open);
}

describe('the next starts', () => {
  const history = fc.array(fc.integer({ min: -1100, max: 95 }), { maxLength: 40 });
  const longHistory = fc.array(fc.integer({ min: -61_000, max: 95 }), { maxLength: 14 });

  test('each is the earliest that breaks no window, few ahead, none farther than 100 ms', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 70, max: 200 })),
        fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
        fc.oneof(history, longHistory),
        fc.integer({ min: 1, max: 20 }),
        async (qps, rpm, offsets, waiting) => {
          const limits = { qps, rpm };
          const most = Math.max(2, Math.floor(qps / 20));
          const { keys, budget } = freshBudget(limits);
          const began = (await budget.ask([])).now;
          const starts: number[] = [];
          for (const offset of offsets) {
            const start = Math.round(began * 1000 + offset * 1000) / 1000;
            if (breaksNoWindow([...starts, start], limits)) starts.push(start);
          }
          if (starts.length > 0) {
            await redis.zadd(
              keys.permits('a', 'log'),
              ...starts.flatMap((start, index) => [Math.round(start * 1000), `q/${index}/0/${start}`]),
            );
          }

          const waiters = Array.from({ length: waiting }, (_, index) => ({
            id: budget.waiter(index, 0),
            score: index,
          }));
          const answer = await budget.ask(waiters);

          for (const granted of answer.granted) {
            const ahead = starts.filter(start => start > answer.now).length;
            expect(granted.start).toBeCloseTo(earliest(starts, answer.now, limits), 2);
            expect(granted.start <= answer.now || ahead < most).toBe(true);
            expect(granted.start).toBeLessThanOrEqual(answer.now + horizon);
            starts.push(granted.start);
          }
          expect(answer.granted.map(({ waiter }) => waiter)).toEqual(
            waiters.slice(0, answer.granted.length).map(({ id }) => id),
          );
          if (answer.granted.length === waiting) return;
          const next = earliest(starts, answer.now, limits);
          const ahead = starts.filter(start => start > answer.now).sort((a, b) => a - b);
          if (next > answer.now + horizon) {
            expect(answer.again).toBeCloseTo(next - horizon, 2);
          } else {
            expect(next).toBeGreaterThan(answer.now);
            expect(ahead.length).toBeGreaterThanOrEqual(most);
            expect(answer.again).toBeCloseTo(ahead[Math.ceil(ahead.length / 2) - 1] ?? 0, 2);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a question that is sent again and again wastes starts and exceeds nothing', async () => {
    const limits = { qps: 5 };
    const { keys, budget } = freshBudget(limits);
    const waiters = Array.from({ length: 4 }, (_, index) => ({ id: budget.waiter(index, 0), score: index }));
    const log = keys.permits('a', 'log');
    const { now } = await budget.ask(waiters);
    while ((await budget.ask(waiters)).now < now + 200);
    const scores = (await redis.zrange(log, 0, -1, 'WITHSCORES')).filter((_, index) => index % 2 === 1);
    const starts = scores.map(start => Number(start) / 1000);
    expect(starts.length).toBeGreaterThan(4);
    expect(breaksNoWindow(starts, limits)).toBe(true);
  });

  test('a line of two processes is served as it stands, whichever of them asks', async () => {
    const limits = { qps: 50 };
    const { keys, budget: a } = freshBudget(limits);
    const account = accountOf(redis, keys, 'a');
    const b = openBudget(account, 'other', limits);
    const subscriber = connect(inject('redisUrl'), 'patient', () => {});
    onTestFinished(() => subscriber.disconnect());
    const told: Granted[] = [];
    for (const budget of [a, b])
      await budget.hear(subscriber, { granted: permit => told.push(permit), wait: () => {} });
    const ask = async (budget: Budget, entering: Parameters<Budget['ask']>[0] = []) =>
      told.push(...(await budget.ask(entering)).granted);
    const enterers = Array.from({ length: 16 }, (_, index) => {
      const score = (index * 7) % 16;
      return { id: (index % 2 === 0 ? a : b).waiter(score, 0), score };
    });
    await redis.set(account.key('blocked'), (await a.ask([])).now * 1000 + 60_000_000, 'PX', 60_000);
    await ask(
      a,
      enterers.filter((_, index) => index % 2 === 0),
    );
    await ask(
      b,
      enterers.filter((_, index) => index % 2 === 1),
    );
    await redis.del(account.key('blocked'));
    const served = async () => {
      await ask(a);
      await ask(b);
      return told.length;
    };
    await expect.poll(served, { interval: 5 }).toBe(16);
    const inTurn = (one: { start: number }, other: { start: number }) => one.start - other.start;
    expect(told.sort(inTurn).map(({ waiter }) => waiter)).toEqual(
      enterers.sort((one, other) => one.score - other.score).map(({ id }) => id),
    );
  });

  test('a start that is given back is free again', async () => {
    const { budget } = freshBudget({ qps: 1 });
    const { granted } = await budget.ask([{ id: budget.waiter(1, 0), score: 1 }]);
    await budget.giveBack(granted[0]?.id ?? '');
    const next = await budget.ask([{ id: budget.waiter(2, 0), score: 1 }]);
    expect(next.granted).toHaveLength(1);
  });

  test('a waiter that entered twice holds two permits, and giving one back leaves the other', async () => {
    const { keys, budget } = freshBudget({ qps: 100 });
    const waiter = { id: budget.waiter(1, 0), score: 1 };
    // Redis has the scripts.
    await budget.slowDown(1);
    await budget.ask([]);
    // In one breath: both starts are where the pause ends.
    const [, one, other] = await Promise.all([
      budget.slowDown(90),
      budget.ask([waiter]),
      budget.ask([waiter]),
    ]);
    const [first, second] = [...one.granted, ...other.granted];
    expect(second?.start).toBe(first?.start);
    expect(second?.waiter).toBe(first?.waiter);
    await budget.giveBack(second?.id ?? '');
    expect(await redis.zrange(keys.permits('a', 'log'), 0, -1)).toEqual([first?.id]);
  });

  test('every key has a life', async () => {
    const { keys, budget } = freshBudget({ qps: 1, tpm: 10 });
    await budget.slowDown(5);
    const waiters = [1, 2, 3].map(number => ({ id: budget.waiter(number, 1), score: number }));
    await expect.poll(async () => (await budget.ask(waiters)).granted.length).toBe(1);
    const all = await redis.keys(`${keys.permits('a', 'line').replace('line', '')}*`);
    expect(all.length).toBeGreaterThanOrEqual(4);
    for (const key of all) expect(await redis.pttl(key)).not.toBe(-1);
  });
});

describe('tokens per minute', () => {
  test('a call waits for room, and what the one before did not use makes room at once', async () => {
    const { budget } = freshBudget({ qps: 50, tpm: 100 });
    const [first, second] = [budget.waiter(1, 60), budget.waiter(2, 60)];
    const { granted, again, now } = await budget.ask([
      { id: first, score: 1 },
      { id: second, score: 2 },
    ]);
    expect(granted.map(({ waiter }) => waiter)).toEqual([first]);
    expect((again ?? 0) - now).toBeGreaterThan(59_000);
    expect((again ?? 0) - now).toBeLessThan(61_100);
    await budget.settle(granted[0]?.id ?? '', 10);
    const { granted: then } = await budget.ask([]);
    expect(then.map(({ waiter }) => waiter)).toEqual([second]);
  });

  test('a bill that is told twice counts once, and a larger one takes room', async () => {
    const { keys, budget } = freshBudget({ qps: 50, tpm: 100 });
    const { granted } = await budget.ask([{ id: budget.waiter(1, 60), score: 1 }]);
    for (const _ of [1, 2]) await budget.settle(granted[0]?.id ?? '', 95);
    expect(await redis.hvals(keys.permits('a', 'tokens'))).toEqual(['95']);
    const { granted: none } = await budget.ask([{ id: budget.waiter(2, 10), score: 1 }]);
    expect(none).toEqual([]);
  });

  test('a call larger than the whole minute goes when the minute is empty', async () => {
    const { budget } = freshBudget({ qps: 50, tpm: 100 });
    const { granted } = await budget.ask([{ id: budget.waiter(1, 500), score: 1 }]);
    expect(granted).toHaveLength(1);
  });
});

test('a call that went out late counts from then on', async () => {
  const { budget } = freshBudget({ qps: 1 });
  const [first] = (await budget.ask([{ id: budget.waiter(1, 0), score: 1 }])).granted;
  const late = 40;
  await delay(late);
  await budget.wentOut(first?.id ?? '');
  const { again } = await budget.ask([{ id: budget.waiter(2, 0), score: 2 }]);
  expect((again ?? 0) + horizon - (first?.start ?? 0)).toBeGreaterThanOrEqual(second + late - 1);
});

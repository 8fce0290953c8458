import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountOf } from '../../../src/generation/permits/account.ts';
import { callRate } from '../../../src/generation/permits/call-rate.ts';
import { shareAt } from '../../../src/generation/permits/pace.ts';
import { never, nobody, openProcess, type Process, take } from './process.ts';

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

/** How many calls begin in the next second when far more are wanted. */
async function callsInASecond({ permits, redis }: Process, account = 'a'): Promise<number> {
  const { keys } = processes[0] as Process;
  await redis.del(keys.permits(account, 'log'));
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  let begun = 0;
  let firstAt = Number.POSITIVE_INFINITY;
  const waiting = Array.from({ length: 40 }, async (_, since) => {
    await permits.take({ since, seen: false, tokens: 0 }, stop.signal, nobody);
    firstAt = Math.min(firstAt, performance.now());
    if (performance.now() < firstAt + 950) begun += 1;
  });
  const settled = Promise.allSettled(waiting);
  await expect.poll(() => performance.now() > firstAt + 950, { timeout: 10_000 }).toBe(true);
  stop.abort(new Error('enough'));
  await settled;
  return begun;
}

describe('a refusal', () => {
  test('slows down everybody, and no other account', async () => {
    const [a, b, other] = [open('a', 10), open('b', 10), open('a', 10, 'other')];
    await a.permits.refused('rate', 0);
    expect(await callsInASecond(b)).toBeLessThanOrEqual(8);
    expect(await callsInASecond(other, 'other')).toBe(10);
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
    for (let time = 0; time < 30; time += 1) {
      await a.redis.hdel(pace, 'cut');
      await a.permits.refused('rate', 0);
    }
    const { limit } = await callRate(accountOf(a.redis, a.keys, 'a'), 10);
    expect(limit).toBeGreaterThanOrEqual(0.5);
    expect(limit).toBeLessThan(0.7);
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
    await a.permits.refused('rate', 0);
    const pace = a.keys.permits('a', 'pace');
    const full = Number(await a.redis.hget(pace, 'full'));
    const leftMs = full - (await redisNow(a));
    expect(leftMs).toBeGreaterThan(28_000);
    expect(leftMs).toBeLessThanOrEqual(31_000);
    expect(await a.redis.pttl(pace)).toBeGreaterThan(leftMs);
    await a.redis.hset(pace, 'full', full - 30_000);
    expect(await callsInASecond(a)).toBe(10);
  });

  test('that a clock set back has left in the far future slows nobody down', async () => {
    const a = open('a', 10);
    await a.redis.hset(a.keys.permits('a', 'pace'), { full: (await redisNow(a)) + 3_600_000 });
    expect(await callRate(accountOf(a.redis, a.keys, 'a'), 10)).toMatchObject({ limit: 10 });
    expect(await callsInASecond(a)).toBe(10);
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

  await a.permits.slowDown(1500);
  const inLine = new AbortController();
  const waiting = take(a.permits, 2, { signal: inLine.signal });
  await expect.poll(() => a.redis.zcard(line)).toBe(1);
  inLine.abort(new Error('in line'));
  await expect(waiting).rejects.toThrow('in line');

  const holding = new AbortController();
  const held = take(a.permits, 3, { signal: holding.signal });
  await expect.poll(() => a.redis.zcard(log), { interval: 2, timeout: 5000 }).toBe(1);
  holding.abort(new Error('holding a start'));
  await expect(held).rejects.toThrow('holding a start');
  await expect.poll(async () => [await a.redis.zcard(line), await a.redis.zcard(log)]).toEqual([0, 0]);

  const permit = await a.permits.take({ since: 4, seen: false, tokens: 0 }, never(), nobody);
  await permit.giveBack();
  expect(await a.redis.zcard(log)).toBe(0);
});

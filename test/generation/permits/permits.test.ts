import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Backlog, backlog } from '../../../bench/backlog.ts';
import { mostWithin } from '../../../bench/most-within.ts';
import type { Limits } from '../../../src/generation/permits/announce-limits.ts';
import { goOn, nobody, openProcess, pause, standing, take } from './process.ts';

let prefix: string;
let undo: (() => Promise<unknown>)[];
beforeEach(() => {
  prefix = `test-permits-${randomUUID()}`;
  undo = [];
});
afterEach(async () => {
  for (const step of undo.reverse()) await step();
});

function open(processId: string, limits: Limits) {
  const opened = openProcess({ processId, prefix, limits });
  undo.push(opened.end);
  return opened;
}

/** A backlog in which more calls begin than a second may see, however slow the machine is. */
async function muchIn(options: { qps: number; processes: number; stumbleMs?: number }): Promise<Backlog> {
  for (let seconds = 3; ; seconds *= 2) {
    const seen = await backlog({ redisUrl: inject('redisUrl'), seconds, ...options });
    if (seen.starts.length > options.qps) return seen;
  }
}

describe('the limit', () => {
  test('holds over real processes, in every second', async () => {
    const { starts, lateUs } = await muchIn({ qps: 40, processes: 3 });
    // Of two starts the earlier may have been told late: on a machine under load a process stands still.
    expect(mostWithin(starts, 1_000_000 - lateUs)).toBeLessThanOrEqual(40);
  });

  test('holds for processes that stumble: who comes too late for a start gives it back', async () => {
    const stumbleMs = 60;
    const { starts, lateUs } = await muchIn({ qps: 40, processes: 2, stumbleMs });
    const stoodStillUs = Math.max(0, lateUs - 1000 * stumbleMs);
    expect(mostWithin(starts, 1_000_000 - stoodStillUs)).toBeLessThanOrEqual(40);
  });

  test('of the newest process is everybody’s, with a warning', async () => {
    const older = open('older', { qps: 5 });
    await take(older.permits, 1);
    const newer = open('newer', { qps: 1, tpm: 1000 });
    await take(newer.permits, 1);
    expect(await older.redis.hgetall(older.keys.permits('a', 'limits'))).toEqual({
      qps: '1',
      rpm: '0',
      tpm: '1000',
    });
    expect(newer.logged).toEqual([
      'settings.differ {"what":"MODEL_QPS","mine":"1","theirs":"5"}',
      'settings.differ {"what":"MODEL_TPM","mine":"1000","theirs":"0"}',
    ]);
    expect(older.logged).toEqual([]);
  });
});

describe('the line', () => {
  test('is one for all processes: whose turn shows text goes first, then who came first', async () => {
    const [a, b] = [open('a', { qps: 4 }), open('b', { qps: 4 })];
    await pause(a);
    const waiting = [14, 3, 7, 12, 1, 9, 5, 16, 2, 10, 15, 4, 11, 8, 6, 13].map((since, index) =>
      take((index % 2 === 0 ? a : b).permits, since, { seen: since > 12 }),
    );
    await standing(a, 16);
    // In what order a machine that stands still begins them is another matter: who comes too late gives the start back.
    expect(await a.redis.zrange(a.keys.permits('a', 'line'), 0, -1)).toEqual([
      ...['b/8/0', 'a/1/0', 'a/6/0', 'b/4/0'],
      ...['a/3/0', 'a/5/0', 'b/1/0', 'b/6/0', 'a/4/0', 'a/8/0'],
      ...['a/2/0', 'b/7/0', 'b/3/0', 'b/5/0', 'a/7/0', 'b/2/0'],
    ]);
    await goOn(a);
    // Whoever comes next asks for all.
    take(b.permits, 99).catch(nobody);
    await Promise.all(waiting);
  });

  test('tells the place, moves up when somebody leaves, and forgets who left', async () => {
    const a = open('a', { qps: 5 });
    const b = open('b', { qps: 5 });
    await a.permits.slowDown(60_000);
    const leaving = new AbortController();
    const first = take(a.permits, 1, { signal: leaving.signal });
    await standing(a, 1);
    const places: number[] = [];
    take(b.permits, 2, { onPlace: place => places.push(place) }).catch(nobody);
    await expect.poll(() => places).toEqual([2]);
    leaving.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    await expect.poll(() => places).toEqual([2, 1]);
  });

  test('does not wait for a process that is gone', async () => {
    const gone = open('gone', { qps: 10 });
    await pause(gone);
    for (let since = 0; since < 200; since += 1) take(gone.permits, since).catch(nobody);
    const line = gone.keys.permits('a', 'line');
    const alive = open('alive', { qps: 10 });
    await standing(alive, 200);
    await gone.vanish();
    const ear = gone.keys.permitsOf('a', 'gone');
    await expect.poll(() => alive.redis.pubsub('NUMSUB', ear)).toEqual([ear, 0]);
    await goOn(alive);
    await Promise.all([1, 2, 3].map(number => take(alive.permits, 1000 + number)));
    expect(await alive.redis.zcard(line)).toBe(0);
    const started = await alive.redis.zrange(alive.keys.permits('a', 'log'), 0, -1);
    expect(started.filter(permit => permit.startsWith('gone/'))).toHaveLength(0);
  });

  test('takes in again whom Redis has forgotten', async () => {
    const a = open('a', { qps: 5 });
    await pause(a);
    const permit = take(a.permits, 1);
    await standing(a, 1);
    await a.redis.del(a.keys.permits('a', 'line'));
    await standing(a, 1);
    await goOn(a);
    await expect(permit).resolves.toBeDefined();
  });

  test('ends when the process stops, and what it held is free for others', async () => {
    const a = open('a', { qps: 5 });
    await a.permits.slowDown(60_000);
    const waiting = take(a.permits, 1);
    const refused = expect(waiting).rejects.toThrow('stopping');
    await standing(a, 1);
    await a.permits.close();
    await refused;
    expect(await a.redis.zcard(a.keys.permits('a', 'line'))).toBe(0);
    expect(await a.redis.zcard(a.keys.permits('a', 'owners'))).toBe(0);
  });

  test('is not entered by who has left already', async () => {
    const { permits } = open('a', { qps: 5 });
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(take(permits, 1, { signal })).rejects.toThrow('too late');
  });
});

describe('a pause', () => {
  test('is everybody’s when one was found too fast', async () => {
    const a = open('a', { qps: 5 });
    const b = open('b', { qps: 5 });
    await take(b.permits, 1);
    const began = performance.now();
    await a.permits.slowDown(600);
    await Promise.all([take(a.permits, 2), take(b.permits, 3)]);
    expect(performance.now() - began).toBeGreaterThanOrEqual(600);
  });

  test('follows a lost connection: Redis may have forgotten the last second', async () => {
    const { permits, redis } = open('a', { qps: 5 });
    await take(permits, 1);
    const began = performance.now();
    const closed = new Promise(resolve => redis.once('close', resolve));
    redis.disconnect(true);
    await closed;
    await take(permits, 2);
    expect(performance.now() - began).toBeGreaterThanOrEqual(1000);
  });
});

test('tokens that a call did not use are free for the next at once', async () => {
  const { permits, redis, keys } = open('a', { qps: 50, tpm: 100 });
  const first = await take(permits, 1, { tokens: 90 });
  const second = take(permits, 1, { tokens: 50 });
  await expect.poll(() => redis.zcard(keys.permits('a', 'line'))).toBe(1);
  await first.settle(20);
  await expect(second).resolves.toBeDefined();
});

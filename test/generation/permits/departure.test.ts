import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mostWithin } from '../../../bench/most-within.ts';
import { isPrompt, mayStillGo } from '../../../src/generation/permits/departure.ts';
import { never, openProcess, type Process, take } from './process.ts';

let prefix: string;
let processes: Process[];
beforeEach(() => {
  prefix = `test-departure-${randomUUID()}`;
  processes = [];
});
afterEach(async () => {
  for (const { end } of processes) await end();
});

function open(processId: string, qps: number): Process {
  const opened = openProcess({ processId, prefix, limits: { qps } });
  processes.push(opened);
  return opened;
}

/** Makes a call whose connection stands after `connectMs`. @returns when it was written, ms */
async function call({ permits }: Process, since: number, connectMs: number): Promise<number> {
  const permit = await take(permits, since);
  await delay(connectMs);
  await permit.mayGo(never());
  const written = performance.now();
  await permit.gone();
  return written;
}

test('what is a little late counts where it is, what is late is moved, what is very late begins anew', () => {
  expect([0, 4, 5, 500, 501].map(isPrompt)).toEqual([true, true, false, false, false]);
  expect([0, 4, 5, 500, 501].map(mayStillGo)).toEqual([true, true, true, true, false]);
});

describe('no second sees more calls written than there may be', () => {
  test('where each connection takes a time of its own', async () => {
    const [a, b] = [open('a', 4), open('b', 4)];
    const connects = [0, 60, 300, 490, 520, 700, 940, 990, 1100, 20, 950, 0, 0, 930];
    const written = await Promise.all(connects.map((ms, index) => call(index % 2 ? a : b, index, ms)));
    expect(
      mostWithin(
        [...written].sort((x, y) => x - y),
        1000,
      ),
    ).toBeLessThanOrEqual(4);
  });

  test.each([
    ['late, so that its call is moved', 300],
    ['too late, so that its start was free for another', 980],
  ])('where a connection stands %s', async (_, connectMs) => {
    const [a, b] = [open('a', 1), open('b', 1)];
    const late = call(a, 1, connectMs);
    const next = call(b, 2, 0);
    expect(Math.abs((await late) - (await next))).toBeGreaterThanOrEqual(1000);
  });
});

test('a start that is given up because the connection stood too late is free for others', async () => {
  const { permits, redis, keys, standStill } = open('a', 5);
  const permit = await take(permits, 1);
  const log = keys.permits('a', 'log');
  const [first] = await redis.zrange(log, 0, -1);
  standStill(600);
  await permit.mayGo(never());
  const [second, ...others] = await redis.zrange(log, 0, -1);
  expect(others).toEqual([]);
  expect(second).not.toBe(first);
});

test('who leaves while it waits for another start holds none', async () => {
  const { permits, redis, keys, standStill } = open('a', 5);
  const permit = await take(permits, 1);
  await permits.slowDown(60_000);
  standStill(600);
  const stop = new AbortController();
  const going = permit.mayGo(stop.signal);
  await expect.poll(() => redis.zcard(keys.permits('a', 'line'))).toBe(1);
  stop.abort(new Error('enough'));
  await expect(going).rejects.toThrow('enough');
  await expect.poll(() => redis.zcard(keys.permits('a', 'line'))).toBe(0);
  expect(await redis.zcard(keys.permits('a', 'log'))).toBe(0);
});

test('tokens move with a call that went out late, and are settled where they are', async () => {
  const opened = openProcess({ processId: 'a', prefix, limits: { qps: 50, tpm: 1000 } });
  processes.push(opened);
  const { permits, redis, keys, standStill } = opened;
  const permit = await take(permits, 1, { tokens: 90 });
  const tokens = () => redis.hgetall(keys.permits('a', 'tokens'));
  const [second = ''] = Object.keys(await tokens());
  const thereAndElsewhere = async () => {
    const { [second]: there, ...elsewhere } = await tokens();
    return [there, ...Object.values(elsewhere)];
  };
  await expect
    .poll(async () => Number((await redis.time())[0]), { interval: 5 })
    .toBeGreaterThan(Number(second));
  // Late, also where the second was over just after the start.
  standStill(10);
  await permit.gone();
  expect(await thereAndElsewhere()).toEqual(['0', '90']);
  await permit.settle(20);
  expect(await thereAndElsewhere()).toEqual(['0', '20']);
});

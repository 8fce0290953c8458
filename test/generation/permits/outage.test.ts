import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ModelFailure } from '../../../src/errors.ts';
import type { Permit } from '../../../src/generation/permits/permit.ts';
import { leaveHolding, never, nobody, openProcess, type Process, take } from './process.ts';

const failure = new ModelFailure('unavailable', 'HTTP 500');

let prefix: string;
let processes: Process[];
beforeEach(() => {
  prefix = `test-outage-${randomUUID()}`;
  processes = [];
});
afterEach(async () => {
  for (const { end } of processes) await end();
});

function open(processId: string, account = 'a'): Process {
  const opened = openProcess({ processId, prefix, limits: { qps: 100 }, account });
  processes.push(opened);
  return opened;
}

const keyOf = ({ keys }: Process) => keys.permits('a', 'outage');
const stateOf = (process: Process) => process.redis.hgetall(keyOf(process));
const redisNow = async ({ redis }: Process) => {
  const [seconds, microseconds] = await redis.time();
  return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
};

/** Four calls in a row have failed, the first of them so long ago. */
async function seedRow(process: Process, firstMs: number, lastMs = 0): Promise<void> {
  const now = await redisNow(process);
  await process.redis.hset(keyOf(process), { failures: 4, first: now - firstMs, last: now - lastMs });
}

/** An outage that began so long ago, and whose next trial is due. */
async function seedOutage(process: Process, sinceMs = 10_000, pause = 2000): Promise<void> {
  const now = await redisNow(process);
  await process.redis.hset(keyOf(process), { since: now - sinceMs, until: now - 1, pause });
}

/** Who takes a permit in the end, and who has one by now. */
function takeMany(permits: readonly Process[], count: number): { readonly begun: Permit[] } {
  const begun: Permit[] = [];
  for (let index = 0; index < count; index += 1) {
    const { permits: from } = permits[index % permits.length] as Process;
    take(from, Date.now()).then(permit => begun.push(permit), nobody);
  }
  return { begun };
}

describe('an outage begins', () => {
  test('with the fifth failure in a row over five seconds, whichever processes saw them; one is told', async () => {
    const [a, b] = [open('a'), open('b')];
    const permits = await Promise.all([take(a.permits, 1), take(b.permits, 2)]);
    await seedRow(a, 5000);
    await permits[0].tell('down', failure);
    await permits[1].tell('down', failure);
    expect(a.outages).toEqual([failure]);
    expect(b.outages).toEqual([]);
    expect(a.logged).toEqual(['model.outage {"account":"a","kind":"begins","pauseMs":2000}']);
  });

  test.each([
    ['all at once', 1000, 0],
    ['minutes apart', 200_000, 61_000],
  ])('not when they come %s', async (_, firstMs, lastMs) => {
    const a = open('a');
    const permit = await take(a.permits, 1);
    await seedRow(a, firstMs, lastMs);
    await permit.tell('down', failure);
    expect(a.outages).toEqual([]);
    expect(await stateOf(a)).not.toHaveProperty('since');
  });

  test('not when another process was answered between them', async () => {
    const [a, b] = [open('a'), open('b')];
    const [down, answered] = [await take(a.permits, 1), await take(b.permits, 2)];
    await seedRow(a, 5000);
    await answered.tell('answers');
    await down.tell('down', failure);
    expect(a.outages).toEqual([]);
  });

  test('for one account alone', async () => {
    const [a, other] = [open('a'), open('a', 'other')];
    await seedOutage(a);
    const trial = await take(a.permits, Date.now());
    const { begun } = takeMany([a], 3);
    await Promise.all([1, 2, 3].map(since => take(other.permits, since)));
    expect(begun).toEqual([]);
    await trial.tell('answers');
  });
});

describe('in an outage', () => {
  test('one call of all processes tries, after a pause that doubles; when it is answered everybody goes on', async () => {
    const [a, b] = [open('a'), open('b')];
    const first = await take(a.permits, 1);
    await seedRow(a, 5000);
    await first.tell('down', failure);
    const beganAt = Number((await stateOf(a))['since']);
    const { begun } = takeMany([a, b], 6);
    await expect.poll(() => begun.length).toBe(1);
    expect((await redisNow(a)) - beganAt).toBeGreaterThanOrEqual(2000);
    await begun[0]?.tell('down', failure);
    expect(await stateOf(a)).toMatchObject({ pause: '4000' });
    expect([...a.outages, ...b.outages]).toEqual([failure]);

    await a.redis.hset(keyOf(a), 'until', await redisNow(a));
    await expect.poll(() => begun.length).toBe(2);
    await begun[1]?.tell('answers');
    await expect.poll(() => begun.length).toBe(6);
    expect(await stateOf(a)).toEqual({});
    const kinds = [...a.logged, ...b.logged].filter(line => line.includes('"over"'));
    expect(kinds).toHaveLength(1);
  });

  test('a pause is half a minute at most, and none that a clock set back has left lasts longer', async () => {
    const a = open('a');
    await seedOutage(a, 600_000, 30_000);
    const trial = await take(a.permits, Date.now());
    await trial.tell('down', failure);
    const { pause, until } = await stateOf(a);
    expect(pause).toBe('30000');
    expect(Number(until) - (await redisNow(a))).toBeLessThanOrEqual(30_000);
    await a.redis.hset(keyOf(a), 'until', (await redisNow(a)) + 3_600_000);
    await expect(take(a.permits, Date.now())).resolves.toBeDefined();
  });

  test('a trial of a process that is killed lets another try', async () => {
    const [a, b] = [open('a'), open('b')];
    await seedOutage(a);
    await take(a.permits, Date.now());
    await a.vanish();
    const permit = await take(b.permits, Date.now());
    await permit.tell('answers');
    expect(await stateOf(b)).toEqual({});
  });

  test.each([
    ['that tells nothing', (permit: Permit) => permit.tell('nothing')],
    ['that is not made', (permit: Permit) => permit.giveBack()],
  ])('a trial %s lets another try', async (_, end) => {
    const [a, b] = [open('a'), open('b')];
    await seedOutage(a);
    const trial = await take(a.permits, Date.now());
    const { begun } = takeMany([b], 2);
    await expect.poll(() => b.redis.zcard(b.keys.permits('a', 'line'))).toBe(2);
    expect(begun).toEqual([]);
    await end(trial);
    await expect.poll(() => begun.length).toBe(1);
  });

  test('who wants to try and leaves holds up nobody', async () => {
    const a = open('a');
    const soon = async () => {
      await seedOutage(a);
      await a.redis.hset(keyOf(a), 'until', (await redisNow(a)) + 500);
    };
    await leaveHolding(a, soon, async () => (await stateOf(a))['trial'] !== undefined);
    await expect(take(a.permits, Date.now())).resolves.toBeDefined();
  });

  test('a call that began before it and is answered ends it', async () => {
    const a = open('a');
    const before = await take(a.permits, 1);
    await seedOutage(a);
    const trial = await take(a.permits, Date.now());
    await before.tell('down', failure);
    expect(await stateOf(a)).toMatchObject({ pause: '2000' });
    await before.tell('answers');
    expect(await stateOf(a)).toEqual({});
    await trial.tell('down', failure);
    expect(await stateOf(a)).toMatchObject({ failures: '1' });
  });

  test('who has waited for a minute is told; who has come just now waits on', async () => {
    const a = open('a');
    await seedOutage(a, 120_000);
    const trial = await take(a.permits, Date.now());
    const { begun } = takeMany([a], 1);
    await expect(take(a.permits, Date.now() - 61_000)).rejects.toMatchObject({ kind: 'outage' });
    expect(begun).toEqual([]);
    await trial.tell('answers');
    await expect.poll(() => begun.length).toBe(1);
  });

  test('who has waited for long before it began waits a minute more', async () => {
    const a = open('a');
    await seedOutage(a, 58_000);
    const trial = await take(a.permits, Date.now());
    const waiting = take(a.permits, 1);
    await expect(waiting).rejects.toMatchObject({ kind: 'outage' });
    expect((await redisNow(a)) - Number((await stateOf(a))['since'])).toBeGreaterThanOrEqual(60_000);
    await trial.tell('nothing');
  });

  test('a call that waits for another start because its connection stood too late is told, too', async () => {
    const a = open('a');
    const permit = await take(a.permits, Date.now() - 61_000);
    await seedOutage(a, 120_000);
    const trial = await take(a.permits, Date.now());
    a.standStill(600);
    await expect(permit.mayGo(never())).rejects.toMatchObject({ kind: 'outage' });
    await trial.tell('nothing');
  });
});

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accountOf } from '../../../src/generation/permits/account.ts';
import { callRate } from '../../../src/generation/permits/call-rate.ts';
import { wordOf } from '../../../src/generation/permits/vendor-word.ts';
import { openProcess, type Process, standing, take } from './process.ts';

let prefix: string;
let processes: Process[];
beforeEach(() => {
  prefix = `test-word-${randomUUID()}`;
  processes = [];
});
afterEach(async () => {
  for (const { end } of processes) await end();
});

function open(processId: string, qps = 10): Process {
  const opened = openProcess({ processId, prefix, limits: { qps } });
  processes.push(opened);
  return opened;
}

test.each([
  ['nothing', {}, { rpm: 0, tpm: 0, share: 1 }],
  ['higher limits', { requestsPerMinute: 300, tokensPerMinute: 9e9 }, { rpm: 0, tpm: 9e9, share: 1 }],
  ['a lower limit of calls', { requestsPerMinute: 120 }, { rpm: 120, tpm: 0, share: 1 }],
  ['enough left', { requestsPerMinute: 300, requestsLeft: 30 }, { rpm: 0, tpm: 0, share: 1 }],
  ['little left', { requestsPerMinute: 300, requestsLeft: 15 }, { rpm: 0, tpm: 0, share: 0.5 }],
  ['few tokens left', { tokensPerMinute: 1000, tokensLeft: 40 }, { rpm: 0, tpm: 1000, share: 0.4 }],
  ['nothing left', { requestsPerMinute: 300, requestsLeft: 0 }, { rpm: 0, tpm: 0, share: 0.25 }],
  ['nothing left of what is not named', { requestsLeft: 0 }, { rpm: 0, tpm: 0, share: 0.25 }],
  ['something left of what is not named', { tokensLeft: 1 }, { rpm: 0, tpm: 0, share: 1 }],
  [
    'limits without end',
    { requestsPerMinute: Infinity, requestsLeft: Infinity },
    { rpm: 0, tpm: 0, share: 1 },
  ],
] as const)('a vendor that tells %s is understood', (_, said, word) => {
  expect(wordOf(said, { qps: 5 })).toEqual(word);
});

test('whatever the vendor tells, some of the pace remains', () => {
  const number = fc.option(fc.oneof(fc.integer(), fc.double()), { nil: undefined });
  fc.assert(
    fc.property(
      number,
      number,
      number,
      number,
      (requestsPerMinute, requestsLeft, tokensPerMinute, tokensLeft) => {
        const said = { requestsPerMinute, requestsLeft, tokensPerMinute, tokensLeft };
        const known = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
        const { rpm, tpm, share } = wordOf(known, { qps: 5 });
        expect(Math.min(rpm, tpm)).toBeGreaterThanOrEqual(0);
        expect(share).toBeGreaterThanOrEqual(0.25);
        expect(share).toBeLessThanOrEqual(1);
      },
    ),
    {
      numRuns: 2000,
      examples: [
        [0, 0, undefined, undefined],
        [-1, Number.NaN, undefined, undefined],
        [Number.MIN_VALUE, 0, undefined, undefined],
      ],
    },
  );
});

test('what one process is told holds for all, is logged once, and ends when the vendor says so', async () => {
  const [a, b] = [open('a'), open('b')];
  const limit = async () => (await callRate(accountOf(b.redis, b.keys, 'a'), 10)).limit;
  const little = { requestsPerMinute: 120, requestsLeft: 6 };
  for (const _ of [1, 2]) await a.permits.heed(little);
  expect(await limit()).toBe(5);
  expect(await b.redis.hgetall(b.keys.permits('a', 'said'))).toEqual({ rpm: '120', tpm: '0', share: '0.5' });
  expect(a.logged).toEqual(['model.limits {"account":"a","why":"told","rpm":120}']);
  await a.permits.heed({ requestsPerMinute: 600, requestsLeft: 600 });
  expect(await limit()).toBe(10);
  expect(a.logged).toHaveLength(2);
});

test('a word that is not repeated is forgotten after a minute', async () => {
  const a = open('a');
  await a.permits.heed({ requestsPerMinute: 60 });
  const ttl = await a.redis.pttl(a.keys.permits('a', 'said'));
  expect(ttl).toBeGreaterThan(50_000);
  expect(ttl).toBeLessThanOrEqual(60_000);
});

test('the vendor’s calls a minute are counted by everybody, also those that began before it told them', async () => {
  const [a, b] = [open('a'), open('b')];
  for (const since of [1, 2]) await take(a.permits, since);
  await a.permits.heed({ requestsPerMinute: 3 });
  await take(b.permits, 3);
  const stop = new AbortController();
  const fourth = take(b.permits, 4, { signal: stop.signal });
  await standing(b, 1);
  const places: number[] = [];
  const fifth = take(a.permits, 5, { signal: stop.signal, onPlace: place => places.push(place) });
  await expect.poll(() => places).toEqual([2]);
  stop.abort(new Error('enough'));
  await Promise.allSettled([fourth, fifth]);
});

test('tokens a minute that only the vendor limits are counted from then on', async () => {
  const a = open('a');
  await a.permits.heed({ tokensPerMinute: 100 });
  const first = await take(a.permits, 1, { tokens: 90 });
  const second = take(a.permits, 2, { tokens: 90 });
  await expect.poll(() => a.redis.zcard(a.keys.permits('a', 'line'))).toBe(1);
  await first.settle(5);
  await expect(second).resolves.toBeDefined();
});

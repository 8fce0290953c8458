import { expect, test } from 'vitest';
import { failureOf, refusalOfStatus } from '../../../src/generation/exchange/refusal.ts';

const context = { vendor: 'ERNIE', headers: {}, advice: {}, secrets: [] };

test.each([
  [302, 'configuration'],
  [400, 'request'],
  [401, 'credentials'],
  [403, 'permission'],
  [404, 'configuration'],
  [408, 'unavailable'],
  [413, 'too-long'],
  [429, 'rate'],
  [500, 'unavailable'],
  [504, 'unavailable'],
])('status %i is %s', (status, kind) => {
  expect(refusalOfStatus(status)).toEqual({ kind, code: `HTTP ${status}`, message: '' });
});

test.each([
  ['3', 3000],
  ['0.25', 250],
  ['0', 0],
  ['-1', undefined],
  ['soon', undefined],
  ['Mon, 23 Nov 2026 06:00:00 GMT', undefined],
])('Retry-After %s is %s ms', (header, ms) => {
  const failure = failureOf(refusalOfStatus(503), { ...context, headers: { 'retry-after': header } });
  expect(failure.retryInMs).toBe(ms);
});

test('a message tells the code, the words of the vendor without secrets, and what to do', () => {
  const refusal = { kind: 'quota', code: '17', message: `daily limit of key-1 ${'x'.repeat(1000)}` } as const;
  const failure = failureOf(refusal, { ...context, advice: { quota: 'top up.' }, secrets: ['key-1'] });
  expect(failure.message).toMatch(
    /^ERNIE refused the call \(17\): daily limit of \[redacted\] x+\. What to do: top up\.$/,
  );
  expect(failure.message.length).toBeLessThan(400);
});

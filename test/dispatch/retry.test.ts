import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterFailure, type Decision, type Tries } from '../../src/dispatch/retry.ts';
import { ModelFailure, type ModelFailureKind } from '../../src/errors.ts';

const limits = { attempts: 5 };
const first: Tries = { attempts: 1, waitedMs: 0, tokensRefused: 0, breaks: 0 };
const after = (
  kind: ModelFailureKind,
  tries: Partial<Tries> = {},
  random = 0,
  retryInMs?: number,
): Decision =>
  afterFailure(
    new ModelFailure(kind, 'a test', retryInMs === undefined ? {} : { retryInMs }),
    { ...first, ...tries },
    limits,
    random,
  );

/** What follows the first failure of each kind: milliseconds to wait at the least and at the most, or an end. */
const rows = {
  unavailable: [500, 1000],
  rate: [500, 1000],
  broken: [500, 1000],
  silent: [500, 1000],
  'minute-rate': [20_000, 25_000],
  token: [0, 0],
  outage: 'not told',
  credentials: 'told to the admins',
  permission: 'told to the admins',
  quota: 'told to the admins',
  configuration: 'told to the admins',
  history: 'not told',
  'too-long': 'not told',
  unsafe: 'not told',
  request: 'not told',
} as const satisfies Record<ModelFailureKind, readonly [number, number] | string>;
const kinds = Object.keys(rows) as ModelFailureKind[];

test.each(Object.entries(rows))('a first failure of kind %s is followed by: %s', (kind, row) => {
  const [soonest, latest] = [0, 1].map(random =>
    after(kind as ModelFailureKind, { tokensRefused: 1 }, random),
  );
  if (typeof row === 'string') {
    expect(soonest).toEqual({ kind: 'give-up', alert: row === 'told to the admins' });
    return;
  }
  expect(soonest).toEqual({ kind: 'again', inMs: row[0] });
  expect(latest).toEqual({ kind: 'again', inMs: row[1] });
});

test('waits double, and none is longer than 20 seconds', () => {
  const waits = [1, 2, 3, 4].map(attempts => after('rate', { attempts }, 1));
  expect(waits).toEqual([1000, 2000, 4000, 8000].map(inMs => ({ kind: 'again', inMs })));
  const patient = afterFailure(new ModelFailure('rate', ''), { ...first, attempts: 9 }, { attempts: 99 }, 1);
  expect(patient).toEqual({ kind: 'again', inMs: 20_000 });
});

test("the vendor's word on when to try again is kept", () => {
  expect(after('rate', {}, 0, 7_000)).toEqual({ kind: 'again', inMs: 7_000 });
});

test('a second new access token that is refused ends it, and the admins are told', () => {
  expect(after('token', { attempts: 0, tokensRefused: 2 })).toEqual({ kind: 'give-up', alert: true });
});

test('a visible text that breaks is begun anew once', () => {
  expect(after('broken', { breaks: 1 })).toMatchObject({ kind: 'again' });
  expect(after('broken', { breaks: 2 })).toEqual({ kind: 'give-up', alert: true });
});

test('whatever fails, for how long anybody asks: it ends after the last attempt, within 90 seconds of waiting', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ kind: fc.constantFrom(...kinds), retryInMs: fc.nat(120_000) }), { minLength: 12 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, random) => {
        let tries: Tries = { ...first, attempts: 0 };
        for (const { kind, retryInMs } of failures) {
          tries =
            kind === 'token'
              ? { ...tries, tokensRefused: tries.tokensRefused + 1 }
              : { ...tries, attempts: tries.attempts + 1, tokensRefused: 0 };
          const decision = afterFailure(new ModelFailure(kind, '', { retryInMs }), tries, limits, random);
          if (decision.kind === 'give-up')
            return tries.attempts <= limits.attempts && tries.waitedMs <= 90_000;
          tries = { ...tries, waitedMs: tries.waitedMs + decision.inMs };
        }
        return false;
      },
    ),
  );
});

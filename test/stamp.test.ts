import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stampOf } from '../src/stamp.ts';

const at = Date.parse('2026-11-23T15:59:08Z');

test.each([
  ['Asia/Shanghai', '2026-11-23T23:59:08+08:00'],
  ['UTC', '2026-11-23T15:59:08+00:00'],
  ['America/St_Johns', '2026-11-23T12:29:08-03:30'],
  ['Pacific/Kiritimati', '2026-11-24T05:59:08+14:00'],
])('a moment is stamped by the clock of %s', (zone, stamp) => {
  expect(stampOf(at, zone)).toBe(stamp);
});

test('a stamp is the same moment, in whatever zone', () => {
  const zone = fc.constantFrom('Asia/Shanghai', 'UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu');
  const second = fc.integer({ min: 0, max: 4_000_000_000 });
  fc.assert(
    fc.property(second, zone, (seconds, name) => {
      expect(Date.parse(stampOf(seconds * 1000, name))).toBe(seconds * 1000);
    }),
  );
});

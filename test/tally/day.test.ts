import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, daysUpTo } from '../../src/tally/day.ts';

test('a day begins at midnight of the time zone', () => {
  expect(dayOf(Date.parse('2026-11-23T15:59:59Z'), 'Asia/Shanghai')).toBe('2026-11-23');
  expect(dayOf(Date.parse('2026-11-23T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-11-24');
  expect(dayOf(Date.parse('2026-11-23T16:00:00Z'), 'UTC')).toBe('2026-11-23');
});

test('days are counted over the end of a month and of a year', () => {
  expect(daysUpTo('2026-03-01', 2)).toEqual(['2026-03-01', '2026-02-28']);
  expect(daysUpTo('2028-03-01', 2)).toEqual(['2028-03-01', '2028-02-29']);
  expect(daysUpTo('2027-01-01', 2)).toEqual(['2027-01-01', '2026-12-31']);
});

test('a month has thirty different days, also where clocks are put forward', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), ms => {
      const days = daysUpTo(dayOf(ms, 'Europe/Berlin'), 30);
      expect(new Set(days).size).toBe(30);
      expect(days[0]).toBe(dayOf(ms, 'Europe/Berlin'));
    }),
  );
});

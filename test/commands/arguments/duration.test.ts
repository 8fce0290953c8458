import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeDuration } from '../../../src/commands/arguments/duration.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  ['30s', 30_000],
  ['90 秒', 90_000],
  ['30m', 30 * minute],
  ['30分钟', 30 * minute],
  ['2H', 2 * hour],
  ['2小时', 2 * hour],
  ['2 hours', 2 * hour],
  ['7d', 7 * day],
  ['1天', day],
  ['1周', 7 * day],
  ['1d12h', 36 * hour],
  ['1天12小时', 36 * hour],
])('%s is a time', (text, ms) => {
  expect(takeDuration(text)).toEqual({ ms, rest: '' });
});

test('what follows a time is left as it was written', () => {
  expect(takeDuration('2h 刷屏  "很多" 次')).toEqual({ ms: 2 * hour, rest: '刷屏  "很多" 次' });
  expect(takeDuration('2小时，刷屏')).toEqual({ ms: 2 * hour, rest: '刷屏' });
});

test.each(['', '0s', '12', '-5m', 'h', '2小时工', '2hx', 'for 2h', '1.5h', '123 m'])(
  '%s begins with no time',
  text => {
    expect(takeDuration(text)).toBeUndefined();
  },
);

test('a time that nobody means ends at ten years', () => {
  expect(takeDuration('999999999周')?.ms).toBe(3650 * day);
});

test('units add up, in any number and order', () => {
  const units = { s: 1000, m: minute, h: hour, d: day, 秒: 1000, 分钟: minute, 小时: hour, 天: day };
  const step = fc.tuple(
    fc.integer({ min: 1, max: 99 }),
    fc.constantFrom(...(Object.keys(units) as (keyof typeof units)[])),
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), steps => {
      const text = steps.map(([number, unit]) => `${number}${unit}`).join('');
      const sum = steps.reduce((ms, [number, unit]) => ms + number * units[unit], 0);
      expect(takeDuration(`${text} why`)).toEqual({ ms: sum, rest: 'why' });
    }),
  );
});

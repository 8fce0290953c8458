import { expect, test } from 'vitest';
import { formatIn } from '../../console/format.ts';

test('money is told in yuan, and what is less than a fen is not told as nothing', () => {
  const { money } = formatIn('en');
  expect([0, 1_200, 12_345_678].map(money)).toEqual(['¥0.00', '¥0.0012', '¥12.35']);
});

test('a duration is told in the unit that fits it', () => {
  const { duration } = formatIn('en');
  expect([350, 2_400, 42_000, 90_000, 5_400_000].map(duration)).toEqual([
    '350 ms',
    '2.4 s',
    '42 s',
    '2 min',
    '1.5 h',
  ]);
});

test('large numbers are short in the way of the language', () => {
  expect(formatIn('en').short(12_345)).toBe('12.3K');
  expect(formatIn('zh-CN').short(12_345)).toBe('1.2万');
});

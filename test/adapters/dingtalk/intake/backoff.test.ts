import { expect, it } from 'vitest';
import { backoffMs } from '../../../../adapters/dingtalk/intake/backoff.ts';

it.each([
  [0, 500, 1000],
  [1, 1000, 2000],
  [4, 8000, 16_000],
  [5, 15_000, 30_000],
  [2000, 15_000, 30_000],
])('after %i failures the wait is between %i and %i ms', (failures, least, most) => {
  expect(backoffMs(failures, 0)).toBe(least);
  expect(backoffMs(failures, 1)).toBe(most);
});

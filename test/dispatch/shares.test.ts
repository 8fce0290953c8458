import { expect, test } from 'vitest';
import { openShares } from '../../src/dispatch/shares.ts';

test('nobody takes more than a share, and what is given back can be taken again', () => {
  const shares = openShares(2);
  const [first, second, third] = [shares.take('a'), shares.take('a'), shares.take('a')];
  expect([first, second, third].map(share => share !== undefined)).toEqual([true, true, false]);
  expect(shares.take('b')).toBeDefined();
  first?.();
  expect(shares.take('a')).toBeDefined();
  expect(shares.take('a')).toBeUndefined();
});

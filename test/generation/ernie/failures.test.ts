import { expect, test } from 'vitest';
import { kindOfCode } from '../../../src/generation/ernie/failures.ts';

test.each([
  ['unavailable', [1, 2, 336000, 336100, 500000]],
  ['rate', [4, 18]],
  ['minute-rate', [336501, 336502]],
  ['token', [100, 110, 111]],
  ['credentials', [13, 14]],
  ['permission', [6, 336004]],
  ['quota', [17, 19]],
  ['configuration', [3, 15, 336005, 336104, 336105]],
  ['history', [336003, 336006]],
  ['request', [336001, 336002, 336101, 336999, 123456]],
] as const)('%s: %j', (kind, codes) => {
  for (const code of codes) expect(kindOfCode(String(code)), String(code)).toBe(kind);
});

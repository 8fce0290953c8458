import { expect, test } from 'vitest';
import { momentOf } from '../src/moment.ts';

test("a moment is told by the time zone's calendar and clock, midnight as 00", () => {
  const at = Date.UTC(2026, 10, 23, 16, 5, 59);
  expect(momentOf(at, 'Asia/Shanghai')).toBe('2026-11-24 00:05');
  expect(momentOf(at, 'America/New_York')).toBe('2026-11-23 11:05');
});

import { expect, test } from 'vitest';
import { openCrowd } from '../../src/redis/crowd.ts';

const window = { scope: 'bot', limit: 25, perMs: 1000 };

test('as many as a window takes at once come back when it opens', () => {
  const crowd = openCrowd(() => 0.9);
  for (let asker = 0; asker < 25; asker += 1) expect(crowd.comeBackIn(window, 40)).toBe(40);
});

test('a larger crowd comes back a little faster than it can be served', () => {
  let asked = 0;
  const crowd = openCrowd(() => (asked++ % 10) / 10);
  const waits = Array.from({ length: 2000 }, () => crowd.comeBackIn(window, 40));
  expect(Math.max(...waits)).toBeGreaterThan(30_000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(40_040);
});

test('who has come back is no part of the crowd, and one crowd does not hold up another', async () => {
  const crowd = openCrowd(() => 0.9);
  const quick = { scope: 'card', limit: 1, perMs: 20 };
  for (let asker = 0; asker < 25; asker += 1) expect(crowd.comeBackIn(quick, 5)).toBe(5);
  expect(crowd.comeBackIn(quick, 5)).toBeGreaterThan(5);
  expect(crowd.comeBackIn({ ...quick, limit: 2 }, 5)).toBe(5);
  await expect.poll(() => crowd.comeBackIn(quick, 5), { interval: 100 }).toBe(5);
});

import { expect, test } from 'vitest';
import { stillOurs } from '../src/still-ours.ts';

test.each([
  ['a moment', 1000, 0],
  ['more than a second', 1001, 1],
  ['a clock that was set back', -60_000, 1],
])('after %s: asked so often', async (_, passedMs, times) => {
  let now = 100_000;
  let asked = 0;
  const confirmOurs = stillOurs({ now: () => now }, async () => {
    asked += 1;
  });
  now += passedMs;
  await confirmOurs();
  await confirmOurs();
  expect(asked).toBe(times);
});

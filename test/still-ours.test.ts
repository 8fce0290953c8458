import { expect, test } from 'vitest';
import { stillOurs } from '../src/still-ours.ts';

test.each([
  ['a verdict holds for a second', 1000, 0],
  ['a verdict that is older is asked for again, once', 1001, 1],
  ['a verdict whose age a clock that was set back hides is asked for again, once', -60_000, 1],
])('%s', async (_, passedMs, times) => {
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

import { expect, test } from 'vitest';
import { recent } from '../../src/console/recent.ts';

let now = 1000;
const clock = { now: () => now };

test('many who look within a while look once', async () => {
  let looks = 0;
  const look = recent(
    async () => (looks += 1),
    () => 100,
    clock,
  );
  expect(await Promise.all([look(), look(), look()])).toEqual([1, 1, 1]);
  now += 99;
  expect(await look()).toBe(1);
  now += 1;
  expect(await look()).toBe(2);
  now -= 500;
  expect(await look()).toBe(3);
});

test('a look that failed is not remembered', async () => {
  let looks = 0;
  const look = recent(
    async () => {
      looks += 1;
      if (looks === 1) throw new Error('It failed.');
      return looks;
    },
    () => 100,
    clock,
  );
  await expect(look()).rejects.toThrow('It failed.');
  expect(await look()).toBe(2);
});

test('what takes long is looked at seldom', async () => {
  let looks = 0;
  const look = recent(
    async () => {
      looks += 1;
      now += 30;
      return looks;
    },
    tookMs => 10 * tookMs,
    clock,
  );
  await look();
  now += 299;
  expect(await look()).toBe(1);
  now += 1;
  expect(await look()).toBe(2);
});

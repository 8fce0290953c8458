import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTries, type Tries } from '../../src/console/tries.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
let tries: Tries;
beforeEach(() => {
  space = openSpace();
  tries = openTries(space.redis, space.keys);
});
afterEach(() => space.close());

/** As if a minute had passed. */
const passMinute = async () => space.redis.del(await space.allKeys());

test('a minute later there are five tries again', async () => {
  for (let time = 0; time < 5; time += 1) expect(await tries.take('192.0.2.1')).toBe(0);
  const wait = await tries.take('192.0.2.1');
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60_000);
  expect(await tries.take('192.0.2.2')).toBe(0);
  await passMinute();
  expect(await tries.take('192.0.2.1')).toBe(0);
});

test('nothing is counted for longer than a minute, also where one ends while a try is looked at', async () => {
  await tries.take('192.0.2.1');
  await passMinute();
  await tries.giveBack('192.0.2.1');
  await tries.take('192.0.2.1');
  const lives = await Promise.all((await space.allKeys()).map(key => space.redis.pttl(key)));
  expect(lives).toHaveLength(2);
  for (const life of lives) expect(life).toBeGreaterThan(0);
});

test('no address is in Redis in the clear', async () => {
  await tries.take('192.0.2.1');
  expect((await space.allKeys()).filter(key => key.includes('192.0.2.1'))).toEqual([]);
});

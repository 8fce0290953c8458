import { randomUUID } from 'node:crypto';
import { expect, inject, onTestFinished, test } from 'vitest';
import { openNumbers } from '../../../../adapters/telegram/send/numbers.ts';
import { openWorld } from '../world.ts';

const direct = 7;
const supergroup = -1_000_000_000_007;

function open(prefix: string) {
  const { world, close } = openWorld(inject('redisUrl'), { prefix });
  onTestFinished(close);
  return { world, numbers: openNumbers(world) };
}

test('processes tell each other how far the shared row has come, and of a supergroup’s own row nothing', async () => {
  const prefix = `test-${randomUUID()}`;
  const [{ numbers: one }, { numbers: other }] = [open(prefix), open(prefix)];
  for (const chat of [direct, supergroup]) one.saw(chat, 70);
  expect(await one.newest(direct)).toBe(70);
  expect(await other.newest(direct - 1)).toBe(70);
  expect(await other.newest(supergroup)).toBe(0);
});

test('where Redis is away, who sends goes on with what it knows itself: the wait is for who keeps the record', async () => {
  const { world, numbers } = open(`test-${randomUUID()}`);
  numbers.saw(direct, 70);
  world.redis.disconnect();
  expect(await numbers.newest(direct)).toBe(70);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { openQueue } from '../../src/dispatch/queue.ts';
import { eventually } from '../support/eventually.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
beforeEach(() => {
  space = openSpace();
});
afterEach(() => space.close());

test('a queue that was opened while Redis stumbled serves once Redis does', async () => {
  const redis = space.connect('hasty'); // not connected yet, so the first question is lost
  const queue = openQueue('jobs', redis, space.keys);
  await eventually('the connection', () => redis.status === 'ready');
  const [first, second] = await Promise.allSettled([queue.ready(), queue.ready()]);
  expect([first.status, second.status]).toEqual(['rejected', 'rejected']);
  await (await queue.ready()).add('job', {});
  expect(await (await queue.ready()).getWaitingCount()).toBe(1);
  await queue.close();
});

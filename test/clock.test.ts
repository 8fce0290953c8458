import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { systemClock } from '../src/clock.ts';

test('a wait that is cut short ends with the reason, also when it was cut before', async () => {
  const cut = new AbortController();
  const waiting = systemClock.sleep(60_000, cut.signal);
  const reason = new Error('enough');
  cut.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(systemClock.sleep(60_000, cut.signal)).rejects.toBe(reason);
});

test('a wait that is over is forgotten by its signal', async () => {
  const { signal } = new AbortController();
  await systemClock.sleep(1, signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

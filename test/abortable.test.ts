import { expect, test } from 'vitest';
import { abortable } from '../src/abortable.ts';

const reason = new Error('stopped');

test('who waits in time has the outcome of the work, good or bad', async () => {
  const { signal } = new AbortController();
  expect(await abortable(Promise.resolve(1), signal)).toBe(1);
  await expect(abortable(Promise.reject(new Error('failed')), signal)).rejects.toThrow('failed');
});

test('who is stopped waits no longer', async () => {
  const stop = new AbortController();
  const waiting = abortable(new Promise(() => {}), stop.signal);
  stop.abort(reason);
  await expect(waiting).rejects.toBe(reason);
});

test('who was stopped before does not wait, and work that fails later harms nobody', async () => {
  const failing = Promise.reject(new Error('failed'));
  await expect(abortable(failing, AbortSignal.abort(reason))).rejects.toBe(reason);
});

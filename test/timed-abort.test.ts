import { expect, test } from 'vitest';
import { systemClock } from '../src/clock.ts';
import { timedAbort } from '../src/timed-abort.ts';

const untilAborted = (signal: AbortSignal) =>
  new Promise<unknown>(resolve => signal.addEventListener('abort', () => resolve(signal.reason)));

test('it ends by itself when its time is over', async () => {
  const other = new AbortController();
  const timed = timedAbort(other.signal, 1, systemClock);
  await untilAborted(timed.signal);
  expect(other.signal.aborted).toBe(false);
});

test('it ends before with the other, for the same reason', async () => {
  const other = new AbortController();
  const timed = timedAbort(other.signal, 60_000, systemClock);
  const aborted = untilAborted(timed.signal);
  other.abort('stopped');
  expect(await aborted).toBe('stopped');
});

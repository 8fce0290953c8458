import { expect, test } from 'vitest';
import { systemClock } from '../src/clock.ts';
import { timedAbort } from '../src/timed-abort.ts';
import { eventually } from './support/eventually.ts';

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

test('who stood still for longer than its time has some of it left', async () => {
  const sleeps: (() => void)[] = [];
  const clock = { sleep: () => new Promise<void>(wake => sleeps.push(wake)) };
  const { signal } = timedAbort(new AbortController().signal, 15_000, clock);
  // A timer that is due long since ends once.
  sleeps[0]?.();
  await eventually('the rest of it', () => sleeps.length === 2);
  expect(signal.aborted).toBe(false);
  for (let woken = 1; !signal.aborted; woken += 1) {
    await eventually('its next part, or its end', () => sleeps[woken] !== undefined || signal.aborted);
    sleeps[woken]?.();
  }
  expect(sleeps.length).toBeGreaterThan(2);
});

import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { linkedAbort } from '../src/linked-abort.ts';

test('what is linked ends with the other, for its reason', () => {
  const other = new AbortController();
  const { signal } = linkedAbort(other.signal);
  expect(signal.aborted).toBe(false);
  const reason = new Error('enough');
  other.abort(reason);
  expect(signal.reason).toBe(reason);
  expect(linkedAbort(other.signal).signal.reason).toBe(reason);
});

test('it can end alone; the other neither hears of it nor remembers it', () => {
  const other = new AbortController();
  const link = linkedAbort(other.signal);
  link.end();
  expect(link.signal.aborted).toBe(true);
  expect(other.signal.aborted).toBe(false);
  expect(getEventListeners(other.signal, 'abort')).toEqual([]);
});

test('it ends with the first of several, and none of them remembers it', () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const { signal, end } = linkedAbort(first.signal, second.signal);
  second.abort('late');
  first.abort('stopped');
  expect(signal.reason).toBe('late');
  end();
  expect(getEventListeners(first.signal, 'abort')).toEqual([]);
  expect(linkedAbort(new AbortController().signal, second.signal).signal.reason).toBe('late');
});

test('a time limit that nobody else knows ends it, however often garbage is collected', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const limited = () => linkedAbort(new AbortController().signal, AbortSignal.timeout(100)).signal;
  const signal = limited();
  await expect
    .poll(() => {
      collect();
      return signal.aborted;
    })
    .toBe(true);
  expect(signal.reason.name).toBe('TimeoutError');
});

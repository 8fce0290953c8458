import { getEventListeners } from 'node:events';
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

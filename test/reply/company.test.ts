import { expect, test } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import { keepCompany } from '../../src/reply/company.ts';

/** A clock whose waits take no time, until so many have been waited. */
function clockFor(waits: number, end: AbortController) {
  const waited: number[] = [];
  const clock: Clock = {
    now: () => 0,
    random: () => 0,
    async sleep(ms, signal) {
      if (waited.length === waits) end.abort(new Error('enough'));
      signal?.throwIfAborted();
      waited.push(ms);
    },
  };
  return { clock, waited };
}

test('after 2 seconds words are shown, and the words of the moment every 10 seconds', async () => {
  const end = new AbortController();
  const { clock, waited } = clockFor(3, end);
  const shown: string[] = [];
  let place = 9;
  await keepCompany(
    500,
    () => `place ${place--}`,
    words => shown.push(words),
    clock,
    end.signal,
  );
  expect(waited).toEqual([1500, 10_000, 10_000]);
  expect(shown).toEqual(['place 9', 'place 8', 'place 7']);
});

test('who is answered sooner reads no words', async () => {
  const end = new AbortController();
  const { clock } = clockFor(0, end);
  await keepCompany(
    0,
    () => 'words',
    () => expect.unreachable(),
    clock,
    end.signal,
  );
});

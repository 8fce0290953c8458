import { expect, test } from 'vitest';
import { openInHand } from '../src/in-hand.ts';

test('what is in hand is done when all of it is, also what failed and what began meanwhile', async () => {
  const inHand = openInHand();
  const ended: string[] = [];
  const later = async () => {
    await Promise.resolve();
    ended.push('later');
  };
  const first = inHand.during(
    Promise.resolve().then(() => {
      void inHand.during(later());
      ended.push('first');
      throw new Error('it failed');
    }),
  );
  await inHand.done();
  expect(ended).toEqual(['first', 'later']);
  await expect(first).rejects.toThrow('it failed');
});

import { expect, test } from 'vitest';
import { Undo } from '../../src/main/undo.ts';

test('what was acquired is undone in reverse, each step after the one before, also when one fails', async () => {
  const done: string[] = [];
  const failed: unknown[] = [];
  const undo = new Undo();
  undo.add(() => done.push('first'));
  undo.add(() => {
    throw new Error('stuck');
  });
  undo.add(async () => {
    await Promise.resolve();
    done.push('last');
  });
  await undo.run(error => failed.push(error));
  expect(done).toEqual(['last', 'first']);
  expect(failed).toEqual([new Error('stuck')]);
});

test('nothing is undone twice', async () => {
  let times = 0;
  const undo = new Undo();
  undo.add(() => {
    times += 1;
  });
  await Promise.all([undo.run(() => {}), undo.run(() => {})]);
  await undo.run(() => {});
  expect(times).toBe(1);
});

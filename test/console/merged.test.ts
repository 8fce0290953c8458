import { expect, test } from 'vitest';
import { merged } from '../../src/console/merged.ts';

async function* of<T>(...values: T[]): AsyncGenerator<T> {
  yield* values;
}

test('several sources become one, and it ends when all have', async () => {
  const found: number[] = [];
  for await (const value of merged([of(1, 2, 3), of<number>(), of(10, 20)])) found.push(value);
  expect(found.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 10, 20]);
  expect(found.filter(value => value < 10)).toEqual([1, 2, 3]);
});

test('a source that fails ends it all', async () => {
  async function* failing(): AsyncGenerator<number> {
    yield 1;
    throw new Error('It broke.');
  }
  const read = async () => {
    for await (const _ of merged([failing(), of(2)]));
  };
  await expect(read()).rejects.toThrow('It broke.');
});

test('a source is asked for no more than is taken', async () => {
  let made = 0;
  async function* counting(): AsyncGenerator<number> {
    for (;;) {
      made += 1;
      yield made;
    }
  }
  const all = merged([counting()]);
  for (const expected of [1, 2, 3]) expect((await all.next()).value).toBe(expected);
  expect(made).toBeLessThanOrEqual(4);
  await all.return();
});

test('who takes no more ends the sources', async () => {
  let ended = 0;
  async function* remembering(): AsyncGenerator<number> {
    try {
      for (;;) yield 1;
    } finally {
      ended += 1;
    }
  }
  for await (const _ of merged([remembering(), remembering()])) break;
  await new Promise(setImmediate);
  expect(ended).toBe(2);
});

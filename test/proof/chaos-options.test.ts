import { expect, test } from 'vitest';
import { readOptions } from '../../proof/chaos/options.ts';

test('where nothing is told, two minutes of a story by chance', () => {
  expect(readOptions([], () => 99)).toEqual({ kills: 40, workers: 4, seed: 99, json: undefined });
});

test('what is told holds', () => {
  const told = ['--kills', '1000', '--workers', '6', '--seed', '0', '--json', 'seen.json'];
  expect(readOptions(told, () => 99)).toEqual({ kills: 1000, workers: 6, seed: 0, json: 'seen.json' });
});

test.each([['--kills', '-1'], ['--kills', 'many'], ['--workers', '0'], ['--seed', '1.5'], ['--fast'], ['7']])(
  'what is not understood is refused: %s %s',
  (...args) => {
    expect(() => readOptions(args, () => 99)).toThrow();
  },
);

import { expect, test } from 'vitest';
import { readOptions } from '../../bench/options.ts';

const known = ['latency', 'memory'];

test('every benchmark runs once in its small size unless told otherwise', () => {
  expect(readOptions([], 'benchmark', known)).toEqual({
    names: known,
    size: 'small',
    times: 1,
    json: undefined,
  });
  expect(
    readOptions(['memory', '--full', '--times', '3', '--json', 'rows.json'], 'benchmark', known),
  ).toEqual({
    names: ['memory'],
    size: 'full',
    times: 3,
    json: 'rows.json',
  });
});

test.each([['speed'], ['--fast'], ['--times', '0'], ['--times', 'many'], ['--json']])(
  'what is not known is refused: %s %s',
  (...args) => {
    expect(() => readOptions(args, 'benchmark', known)).toThrow();
  },
);

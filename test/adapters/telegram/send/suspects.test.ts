import { expect, test } from 'vitest';
import { suspects } from '../../../../adapters/telegram/send/suspects.ts';

const upTo = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

test.each([
  ['nothing was lost', [], [20], []],
  ['none is ours: the next ones', [10], [], upTo(11, 22)],
  ['ours came right after: what is between', [10], [14], [11, 12, 13]],
  ['ours came long after: from both ends', [10], [40], [...upTo(11, 22), ...upTo(33, 39).reverse()]],
  ['ours is the newest that was known: the next ones', [10], [10], upTo(11, 22)],
  ['two were lost: each of both once', [10, 12], [16], [11, 12, 13, 14, 15]],
  ['another page of ours is between: that one is none', [10], [11, 14], [12, 13]],
])('a twin may be where %s', (_, sentAfter, ours, among) => {
  expect(suspects(sentAfter, ours)).toEqual(among);
});

import { expect, test } from 'vitest';
import { firstWords } from '../../src/markdown/first-words.ts';

test.each([
  ['第一行\n\n  第二行', 20, '第一行 第二行'],
  ['👩‍👩‍👧一二三', 2, '👩‍👩‍👧一'],
  [' \n ', 5, '…'],
])('the first words of %j, %i graphemes long', (text, length, words) => {
  expect(firstWords(text, length)).toBe(words);
});

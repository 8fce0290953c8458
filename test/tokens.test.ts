import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateTokens } from '../src/tokens.ts';

test.each([
  ['今天天气怎么样', 7],
  ['帮我 review this pull request 谢谢', 10],
  ['介绍一下你自己', 7],
  ['给我推荐一些自驾游路线', 11],
  ['hello', 2],
  ['ten words of plain English make thirteen tokens in all', 13],
  ['', 0],
])('%j costs %i tokens by the document', (text, tokens) => {
  expect(estimateTokens(text)).toBe(tokens);
});

test.each([
  ['3.14', 4],
  ['こんにちは', 5],
  ['안녕하세요', 5],
  ['，。！', 3],
  ['👍👍', 2],
  ['Привет', 2],
  ['सड़क', 2],
  ['𠮷', 1],
  ['a'.repeat(120), 13],
  ['a\n\nb', 4],
  [`a${' '.repeat(18)}b`, 5],
])('%j, of which the document says nothing, costs %i tokens', (text, tokens) => {
  expect(estimateTokens(text)).toBe(tokens);
});

test('nothing that can be seen is free', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), text => {
      expect(estimateTokens(text) > 0).toBe(text.trim() !== '' || text.length > 1);
    }),
  );
});

test('a longer text never costs less', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, more) => {
      expect(estimateTokens(text + more)).toBeGreaterThanOrEqual(estimateTokens(text));
    }),
  );
});

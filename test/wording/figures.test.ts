import { expect, test } from 'vitest';
import { codeSpan } from '../../src/wording/code-span.ts';
import { beginning, count, yuan } from '../../src/wording/figures.ts';

test('great numbers are told in thousands', () => {
  expect(count(1_234_567)).toBe('1,234,567');
});

test.each([
  [0, '¥0.00'],
  [49, '¥0.0000'],
  [12_300, '¥0.0123'],
  [298_000, '¥0.30'],
  [1_250_000, '¥1.25'],
])('%i millionths of a yuan are %s', (micro, text) => {
  expect(yuan(micro)).toBe(text);
});

test('the beginning of a foreign text is one line, whole characters, and formats nothing', () => {
  expect(beginning('一\n二  三', 10)).toBe('一 二 三');
  expect(beginning('𠮷'.repeat(5), 4)).toBe('𠮷𠮷𠮷…');
  expect(beginning('**粗** [点](https://x.cn)', 40)).toBe('\\*\\*粗\\*\\* \\[点\\](https://x.cn)');
});

test('no sign in a name or an id turns around what stands behind it, and an id that has one does not look like another', () => {
  const signs = ['\u061C', '\u200B', '\u200E', '\u202E', '\u2066', '\u2069', '\uFEFF', '\u0000', '\u001B'];
  for (const sign of signs) {
    expect(beginning(`李${sign}四`, 9)).toBe('李四');
    expect(codeSpan(`user:telegram:${sign}7`)).toBe('`user:telegram:\uFFFD7`');
  }
  expect(beginning('👩‍👧', 9)).toBe('👩‍👧');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resultText } from '../../../src/generation/functions/result-text.ts';
import { estimateTokens } from '../../../src/tokens.ts';

test('a result that is no text is told as JSON', () => {
  expect(resultText({ 温度: 25 })).toBe('{"温度":25}');
  expect(resultText(undefined)).toBe('（没有内容）');
});

test('control characters and those that turn the direction of writing are taken out', () => {
  expect(resultText('a\u0000b\u001b[31mc\u202Ed\r\ne\tf\ud800')).toBe('ab[31mcd\ne\tf');
});

test('whatever a function gives, the model is told at most so many tokens', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 3000 }),
      fc.integer({ min: 30, max: 300 }),
      (text, tokens) => {
        expect(estimateTokens(resultText(text, tokens))).toBeLessThanOrEqual(tokens + 5);
      },
    ),
  );
});

test('what is cut says so, and ends between two characters', () => {
  const text = resultText('😀'.repeat(5000), 100);
  expect(text).toContain('后面太长');
  expect(/\p{Cs}/u.test(text)).toBe(false);
});

test('megabytes are cut, too', () => {
  expect(estimateTokens(resultText(' '.repeat(100_000) + '字'.repeat(3_000_000)))).toBeLessThanOrEqual(1500);
});

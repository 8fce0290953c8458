import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitArguments, unquoted } from '../../../src/commands/arguments/split.ts';

const texts = (text: string) => splitArguments(text).map(argument => argument.text);

test('arguments stand apart at white space and commas, whichever keyboard wrote them', () => {
  expect(texts(' 20  回复，小时,x\n')).toEqual(['20', '回复', '小时', 'x']);
  expect(texts('')).toEqual([]);
});

test('what is in quotation marks of any kind is one argument, without the marks', () => {
  expect(texts('"a b" “刷 屏” 「广 告」 ""')).toEqual(['a b', '刷 屏', '广 告', '']);
});

test('a mark that encloses no whole argument is a letter like others', () => {
  expect(texts('"a b c"d “e')).toEqual(['"a', 'b', 'c"d', '“e']);
});

test('a text in quotation marks loses them, and only those around all of it', () => {
  expect(unquoted(' “刷屏” ')).toBe('刷屏');
  expect(unquoted('"a" and "b"')).toBe('"a" and "b"');
});

test('whatever is quoted comes out as it was, in its order', () => {
  const plain = fc.string({ unit: 'grapheme' }).filter(text => !/["“”「」]/u.test(text));
  const marks = fc.constantFrom(['"', '"'], ['“', '”'], ['「', '」']);
  fc.assert(
    fc.property(fc.array(fc.tuple(plain, marks)), pieces => {
      const written = pieces.map(([text, [open, close]]) => `${open}${text}${close}`).join(' ');
      expect(texts(written)).toEqual(pieces.map(([text]) => text));
    }),
  );
});

test('nothing that was written is lost between the arguments but blanks, commas and marks', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '字', ' ', ',', '"', '“', '”', '「', '」') }),
      text => {
        const found = splitArguments(text);
        const between = [...found, { from: text.length, to: text.length }].map(({ from }, index) =>
          text.slice(found[index - 1]?.to ?? 0, from),
        );
        expect(between.join('')).toMatch(/^[\s,]*$/);
        for (const { text: inner, from, to } of found) expect(text.slice(from, to)).toContain(inner);
      },
    ),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMarkdown } from '../../src/markdown/parse.ts';
import { independentParts } from '../../src/markdown/parts.ts';

test.each([
  ['paragraphs', '一\n\n二', ['一\n', '二']],
  ['a fence with empty lines', '```\na\n\nb\n```\n\n二', ['```\na\n\nb\n```\n', '二']],
  ['a loose list', '- 一\n\n- 二\n\n  三\n\n四', ['- 一\n\n- 二\n\n  三\n', '四']],
  [
    'code in a list',
    '1. 一\n\n   ```\n   a\n\n   b\n   ```\n\n二',
    ['1. 一\n\n   ```\n   a\n\n   b\n   ```\n', '二'],
  ],
  ['code that stands in', '    a\n\n    b\n\nc', ['    a\n\n    b\n', 'c']],
  ['what a definition serves', '[一]\n\n[一]: http://a.example', ['[一]\n\n[一]: http://a.example']],
  ['nothing', '', []],
])('%s: cut where the parts stand for themselves', (_, markdown, parts) => {
  expect(independentParts(markdown)).toEqual(parts);
});

const piece = fc.constantFrom(
  '一',
  '**二**',
  '\n',
  '\n',
  '\n\n',
  '\n\n',
  '- ',
  '1. ',
  '  ',
  '   ',
  '    ',
  '```',
  '```ts\n',
  '~~~',
  '> ',
  '# ',
  '|a|b|\n|-|-|\n',
  '---',
  '===',
  '[x]',
  ']: http://a',
  '<!-- ',
  '-->',
  '<div>',
  '`',
  '[^1]',
  '\t',
  '\r\n',
);

test('the parts together say what the whole says', () => {
  // But for positions, and white space where code ends.
  const plain = (node: unknown): unknown =>
    JSON.parse(
      JSON.stringify(node, (key, value) => {
        if (key === 'position') return undefined;
        return key === 'value' && typeof value === 'string' ? value.trimEnd() : value;
      }),
    );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
      const markdown = pieces.join('');
      // Behind indented code, micromark takes an empty item in a quote for text.
      fc.pre(!/^(?: {4}|.*\t)[\s\S]*>.*(?:1\.|-)[ \t]*$/m.test(markdown));
      const parts = independentParts(markdown);
      const together = parts.flatMap(part => parseMarkdown(part).children);
      expect(plain(together)).toEqual(plain(parseMarkdown(markdown).children));
    }),
    { numRuns: 2000 },
  );
});

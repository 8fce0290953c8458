import type { Nodes } from 'mdast';
import { expect, test } from 'vitest';
import { parseMarkdown } from '../../src/markdown/parse.ts';

/** The tree in one line: text as it is, every other node as `type(…)`; paragraphs and the root are left out. */
function sketch(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if ('value' in node) return `${node.type}(${node.value})`;
  if (!('children' in node)) return node.type;
  const inner = node.children.map(sketch).join('');
  return node.type === 'root' || node.type === 'paragraph' ? inner : `${node.type}(${inner})`;
}

test.each([
  ['**重要：**请注意', 'strong(重要：)请注意'],
  ['这是**“引号”**吧', '这是strong(“引号”)吧'],
  ['***粗斜。***后', 'emphasis(strong(粗斜。))后'],
  ['**看 `code`。**好', 'strong(看 inlineCode(code)。)好'],
])('emphasis works beside Chinese punctuation: %s', (markdown, tree) => {
  expect(sketch(parseMarkdown(markdown))).toBe(tree);
});

test('two tildes strike out and one is a range', () => {
  expect(sketch(parseMarkdown('1~2天，3~5天，~~旧~~新'))).toBe('1~2天，3~5天，delete(旧)新');
});

test.each([
  ['看https://example.com/a，然后', '看link(https://example.com/a)，然后'],
  ['**见 https://example.com/a?b=1。**好', 'strong(见 link(https://example.com/a?b=1)。)好'],
  ['（www.example.com）', '（link(www.example.com)）'],
  ['https://example.com/a.', 'link(https://example.com/a).'],
  ['https://example.com/北京', 'link(https://example.com/北京)'],
  ['(见 https://example.com/a_(b))', '(见 link(https://example.com/a_(b)))'],
  ['[站点](https://example.com)', 'link(站点)'],
  ['<https://example.com>', 'link(https://example.com)'],
  ['https://、www.', 'https://、www.'],
])('a bare address ends where its sentence goes on: %s', (markdown, tree) => {
  expect(sketch(parseMarkdown(markdown))).toBe(tree);
});

test.each([
  String.raw`\(a_1*b_2*c\)`,
  String.raw`\[ \frac{a}{b} \]`,
  '\\[\nx_1*y*z \\\\\ny\n\\]',
  '$a*b*c$',
  '$$\nx*y*z\n$$',
  String.raw`$\$5*a*b$`,
])('a formula stays as it was written: %j', markdown => {
  expect(sketch(parseMarkdown(`设${markdown}，得`))).toBe(`设${markdown}，得`);
});

test.each([
  ['$5 *or* $6', '$5 emphasis(or) $6'],
  ['$5*or*$6', '$5emphasis(or)$6'],
  [String.raw`\(open *a*`, '(open emphasis(a)'],
  ['$ *a* $', '$ emphasis(a) $'],
  ['`$a*b*c$`', 'inlineCode($a*b*c$)'],
  ['$open\n\n*a*$', '$openemphasis(a)$'],
])('what only looks like a formula is none: %s', (markdown, tree) => {
  expect(sketch(parseMarkdown(markdown))).toBe(tree);
});

test('an open fence is code to the end, and open emphasis is text', () => {
  expect(sketch(parseMarkdown('```ts\nlet a'))).toBe('code(let a)');
  expect(sketch(parseMarkdown('**重要'))).toBe('**重要');
});

test('tables, task lists and footnotes are understood', () => {
  const types = parseMarkdown('|a|b|\n|-|-|\n|1|2|\n\n- [x] done\n\ntext[^1]\n\n[^1]: note').children.map(
    node => node.type,
  );
  expect(types).toEqual(['table', 'list', 'paragraph', 'footnoteDefinition']);
});

test.each([
  ['$open\n\\(open *x* $a*b*c$', '$open\n(open emphasis(x) $a*b*c$'],
  ['\\(open \\[a*b*c\\] \\(open', '(open \\[a*b*c\\] (open'],
  ['$$open \\(a*b*c\\)', '$$open \\(a*b*c\\)'],
])('a formula without an end hides no other: %j', (markdown, tree) => {
  expect(sketch(parseMarkdown(markdown))).toBe(tree);
});

test('what is bold twice is bold once', () => {
  expect(sketch(parseMarkdown(`${'*'.repeat(200)}重要${'*'.repeat(200)}`))).toBe('strong(重要)');
  expect(sketch(parseMarkdown('**a *b **c** d* e**'))).toBe('strong(a emphasis(b c d) e)');
});

test.each(['*a ', '**a b*', '_*', '~~a ', '![', '[a](b) ', '](', '$a ', '\\(a ', 'a*'])(
  'thousands of %j are shown, to the last one',
  mark => {
    const text = `${mark.repeat(5000)}${'](a)'.repeat(5000)}${' a*'.repeat(5000)}末`;
    expect(sketch(parseMarkdown(text)).endsWith('末')).toBe(true);
  },
);

test('beyond a number of signs in a paragraph they are text, and the next paragraph begins anew', () => {
  const [first = '', second] = parseMarkdown(`${'**a** '.repeat(501)}\n\n**b**`).children.map(sketch);
  expect(first.match(/strong\(a\)/g)).toHaveLength(500);
  expect(first.endsWith(' **a**')).toBe(true);
  expect(second).toBe('strong(b)');
});

test('text that nests thousands deep is shown as it is', () => {
  for (const text of ['> '.repeat(3000), '- '.repeat(3000), '1. > '.repeat(3000)]) {
    expect(sketch(parseMarkdown(`一\n\n${text}二`))).toBe(`code(一\n\n${text}二)`);
  }
});

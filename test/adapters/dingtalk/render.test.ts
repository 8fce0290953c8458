import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it, test } from 'vitest';
import { type Dialect, openRender, render } from '../../../adapters/dingtalk/render.ts';
import { parseMarkdown } from '../../../src/markdown/parse.ts';
import { without } from '../../../src/markdown/syntax.ts';

const bytes = (text: string) => Buffer.byteLength(text);
const pages = (dialect: Dialect, markdown: string, limit = 4000) =>
  render(dialect, markdown, limit).map(page => page.markdown);

/** As a reader by the rules sees it: GitHub's for cards, CommonMark's for messages. */
function parse(dialect: Dialect, markdown: string): Nodes {
  if (dialect === 'message') return fromMarkdown(markdown);
  return fromMarkdown(markdown, {
    extensions: [without(gfm(), /Autolink$/)],
    mdastExtensions: gfmFromMarkdown().filter(({ transforms }) => transforms === undefined),
  });
}

function walk(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ('children' in node) for (const child of node.children) walk(child, visit);
}

/** What a person reads, without white space and what cannot be seen; a callout's kind may be seen or not. */
function visible(node: Nodes): string {
  let text = '';
  walk(node, found => {
    if (found.type === 'image') text += found.alt || found.url;
    else if (found.type === 'footnoteReference') text += `[${found.label}]`;
    else if (found.type === 'footnoteDefinition') text += `[${found.label}]`;
    else if ('value' in found) text += found.value;
  });
  return text.replaceAll(/<br>|[\s\u2060]/g, '').replaceAll('[!THINKING]', '');
}

describe.each([
  ['a card', 'card'],
  ['a message', 'message'],
] as const)('in %s', (_, dialect) => {
  it.each([
    ['**重要：**请看', '**重要**：请看'],
    ['***重要：***请', '***重要***：请'],
    ['# 题\n\n正文', '# 题\n\n正文'],
    ['- [x] 做完\n- [ ] 未', '- ☑ 做完\n- ☐ 未'],
    ['一\n\n---\n\n二', '一\n\n———\n\n二'],
    ['[链](https://a.b/c) [信](mailto:a@b.c)', '[链](https://a.b/c) [信](mailto:a@b.c)'],
    ['[坏](dingtalk://dingtalkclient/page) [坏](javascript:1)', '坏 坏'],
    ['![图](https://a.b/x.png)', '[图](https://a.b/x.png)'],
    ['Hi\\![a](https://a.b)', 'Hi!\u2060[a](https://a.b)'],
    ['!\\[a](https://a.b/c.png)', '![a]\u2060([https://a.b/c.png](https://a.b/c.png))'],
    ['\\[a](dingtalk://x)', '[a]\u2060(dingtalk://x)'],
    ['[a\\]: b', '[a]\u2060: b'],
    ['<at id=all></at> a < b <br/>', '&lt;at id=all>&lt;/at> a < b'],
    ['<font color=red>红</font>', '&lt;font color=red>红&lt;/font>'],
    ['&amp;lt;at>', '&amp;lt;at>'],
    ['snake_case 3 * 4 3*4 * _x', 'snake_case 3 * 4 3*4 * _x'],
    ['3\\*4\\*5 \\_x\\_', '3\\*4\\*5 \\_x\\_'],
    ['\\*a **b** c', '\\*a **b** c'],
    ['C:\\dir \\\\* \\(x\\)', 'C:\\dir \\\\* \\\\(x\\\\)'],
    ['1986\\. 年', '1986\\. 年'],
    ['\\# x', '\\# x'],
    ['#x -5 1.5', '#x -5 1.5'],
    ['', undefined],
  ])('%j is %j', (markdown, expected) => {
    expect(pages(dialect, markdown)[0]).toBe(expected);
  });
});

describe('a card', () => {
  it.each([
    ['a line break', '一\n二\n2. 三', '一<br>二<br>2. 三'],
    ['a line break in a list', '- 一\n  二\n  - 三\n- 四', '- 一<br>二\n    - 三\n- 四'],
    ['a line break in a quote', '> 一\n> 二', '> 一<br>二'],
    ['thinking, quoted under its title', '> [!THINKING] 思考\n> 一\n> 二', '> **思考**<br>一<br>二'],
    ['a heading in a list, in its own line', '- # 一\n  二', '- # 一\n    二'],
    ['code', '```ts\na\n  b\n```\n`c\nd`', '```ts\na\n  b\n```\n\n`c d`'],
    [
      'code in a list, and what follows, at the edge',
      '- 一\n  ```\n  a\n  ```\n  二',
      '- 一\n```\na\n```\n二',
    ],
    [
      'a table below an empty line',
      '看：\n|a|b|\n|-|-:|\n|1|x\\|y|',
      '看：\n\n| a | b |\n| :-- | --: |\n| 1 | x\\|y |',
    ],
    ['a table in a list', '- 一\n  |a|\n  |-|\n  |1|', '- 一\n\n| a |\n| :-- |\n| 1 |'],
    ['a line break in a cell', '|a|\n|-|\n|1<br>2|', '| a |\n| :-- |\n| 1<br>2 |'],
    ['what is struck out', '~~旧~~', '~~旧~~'],
    ['ranges', '1~2天，3~4天', '1\\~2天，3\\~4天'],
    ['an unfinished fence', '```js\na', '```js\na\n```'],
  ])('shows %s', (_, markdown, expected) => {
    expect(pages('card', markdown)).toEqual([expected]);
  });

  it('calls nobody, in code neither', () => {
    const [text] = pages('card', '`<at id=all>`\n\n```\n<at>\n```');
    expect(text).toBe('`<\u2060at id=all>`\n\n```\n<\u2060at>\n```');
  });

  it('has a long table as several, each with its head', () => {
    const rows = Array.from({ length: 60 }, (_, i) => `| 第${i}行 | ${'字'.repeat(20)} |`).join('\n');
    const found = pages('card', `| 名 | 值 |\n|---|---|\n${rows}`, 1000);
    expect(found.join('\n').match(/第\d+行/g)).toHaveLength(60);
    expect(found.every(page => page.startsWith('| 名 | 值 |\n| :-- | :-- |\n') && bytes(page) <= 1000)).toBe(
      true,
    );
  });

  it('has a table with an endless row as a list, which can be cut', () => {
    const found = pages('card', `| 名 | 值 |\n|---|---|\n| a | ${'长。'.repeat(400)} |`, 1000);
    expect(found[0]).toMatch(/^- 名: a<br>值: 长。/);
    expect(found.length).toBeGreaterThan(2);
  });
});

describe('a message', () => {
  it.each([
    ['a line break', '一\n二\n2. 三', '一  \n二  \n2\\. 三'],
    ['an empty line in emphasis', '**一<br><br>二**', '**一  \n\u00a0  \n二**'],
    ['a line break in a list', '- 一\n  二\n  - 三\n- 四', '- 一  \n    二\n    - 三\n- 四'],
    ['a line break in a quote', '> 一\n> 二', '> 一  \n> 二'],
    ['thinking, quoted under its title', '> [!THINKING] 思考\n> 一\n> 二', '> **思考**  \n> 一  \n> 二'],
    [
      'code as a quote',
      '```py\ndef f(*a):\n    return a_b  # c\n\n# d\n```',
      '> def f(*a):  \n> \u00a0\u00a0\u00a0\u00a0return a_b\u00a0\u00a0# c  \n> \u00a0  \n> \\# d',
    ],
    ['code in a list', '- 一\n  ```\n  a\n  ```\n  二', '- 一\n    > a\n\n    二'],
    ['code among text, as text', '用 `npm ci` 装', '用 npm ci 装'],
    [
      'code that is markup, as text',
      '`<at id=all>` `**a**` `__init__`',
      '&lt;at id=all> \\*\\*a\\*\\* \\_\\_init\\_\\_',
    ],
    ['what is struck out, as text', '~~旧~~ 1~2 3~4', '旧 1~2 3~4'],
    ['a table as a list', '|名|价|\n|-|-:|\n|**苹果**|3|\n|梨||', '- 名: **苹果**  \n    价: 3\n- 名: 梨'],
    ['a table of a head alone', '|a|b|\n|-|-|', '- a  \n    b'],
  ])('shows %s', (_, markdown, expected) => {
    expect(pages('message', markdown)).toEqual([expected]);
  });
});

describe('a long answer', () => {
  it.each(['card', 'message'] as const)('goes on in a further %s, cut between sentences', dialect => {
    const text = Array.from({ length: 500 }, (_, i) => `这是第${i + 1}句话。`).join('');
    const found = pages(dialect, text, 1000);
    expect(found.join('')).toBe(text);
    expect(found.every(page => page.endsWith('。') && bytes(page) <= 1000)).toBe(true);
  });

  it('has its emphasis, quotes and code closed and opened again at a cut', () => {
    const sentence = '一二三四五六七八九。';
    expect(pages('card', `> **${sentence.repeat(20)}**`, 400)).toSatisfy((found: string[]) =>
      found.every(page => /^> \*\*一[^*]*\*\*。?$/.test(page)),
    );
    const code = Array.from({ length: 100 }, (_, i) => `const a${i} = ${i};`).join('\n');
    const found = pages('card', `\`\`\`ts\n${code}\n\`\`\``, 500);
    expect(found.every(page => page.startsWith('```ts\nconst') && page.endsWith(';\n```'))).toBe(true);
    expect(found.map(page => page.slice(6, -4)).join('\n')).toBe(code);
  });

  it('has no item of a nested list that looks like code on its second page', () => {
    const items = Array.from({ length: 40 }, (_, i) => `  - 第${i}项，${'字'.repeat(20)}`).join('\n');
    for (const page of pages('card', `- 一\n${items}\n- 二`, 1000)) expect(page).toMatch(/^- /);
  });

  it('takes a new limit into account, and comes back to the old', () => {
    const text = '这是一句话。'.repeat(200);
    const grow = openRender('card');
    const before = grow(text, 3000);
    expect(grow(text, 1000).every(({ markdown }) => bytes(markdown) <= 1000)).toBe(true);
    expect(grow(text, 3000)).toEqual(before);
  });

  it('has an address that leaves no room for text as text', () => {
    expect(pages('card', `[链](https://a.b/${'x'.repeat(500)})`, 1000)).toEqual(['链']);
  });
});

const piece = fc.constantFrom(
  '重要：',
  '**粗**',
  '**“引”：**',
  '*斜*',
  '**',
  '*',
  '_',
  '__',
  '`',
  '`a|b`',
  '``',
  '\n\n',
  '\n',
  '  \n',
  '# ',
  '- ',
  '  - ',
  '1. ',
  '> ',
  '> [!THINKING] 思考\n> ',
  '```\n',
  '~~~\n',
  '| a | b |\n|---|---|\n| 1 | 2 |\n',
  '<at id=all></at>',
  '<font color=red>',
  '<br>',
  '<',
  '[链](https://a.b/(c))',
  '[坏](dingtalk://x)',
  '![图](https://a.b/c.png)',
  '\\!',
  '\\[x\\](dingtalk://y)',
  '\\[',
  '](',
  '\\*',
  '\\_',
  '\\`',
  '\\~',
  '!',
  '[',
  ']',
  '(',
  ')',
  ':',
  '👨‍👩‍👧',
  '𠮷',
  '字'.repeat(100),
  'x'.repeat(300),
  '&amp;',
  '&lt;',
  '\\',
  '\\\\',
  '~~',
  '~',
  '。',
  ' ',
  '    ',
  '3*4',
  'a_b',
  'www.a.b',
  '$x_1*y$',
  '[^1]',
  '---',
  '===',
  '|',
  '-',
  '+ ',
  '#',
);
const answers = fc.array(piece, { maxLength: 30 }).map(pieces => pieces.join(''));
const dialects = fc.constantFrom<Dialect>('card', 'message');

describe('whatever a model writes', () => {
  test('fits into pages, calls nobody, loads nothing and leads to addresses of the web alone', () => {
    fc.assert(
      fc.property(dialects, answers, fc.integer({ min: 300, max: 3000 }), (dialect, markdown, limit) => {
        for (const { markdown: text, plain } of render(dialect, markdown, limit)) {
          expect(bytes(text)).toBeLessThanOrEqual(limit);
          expect(text).not.toMatch(/<\/?\s*at\b/i);
          expect(text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
          expect(plain.trim()).not.toBe('');
          walk(parse(dialect, text), node => {
            expect(node.type).not.toMatch(/image|definition/i);
            if (node.type === 'html') expect(node.value).toBe('<br>');
            if (node.type === 'link') expect(node.url).toMatch(/^(https?:\/\/|mailto:)/i);
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('says the same as it was written', () => {
    // Tables are told of above: their heads come again; and nobody sees a rule's or a box's sign in the source.
    // Two markers in one line nest deeper than anybody writes; a heading that ends with `#` is one without.
    const told = answers.filter(
      text => !/\||===|#.*#|\[\^1\]:|(?:[-*+>]|\d\.)\s+(?:[-*+>]|\d\.)\s/.test(text),
    );
    fc.assert(
      fc.property(dialects, told, (dialect, markdown) => {
        const [page] = render(dialect, markdown, 1_000_000);
        const shown = page ? visible(parse(dialect, page.markdown)) : '';
        expect(shown.replaceAll('———', '')).toBe(visible(parseMarkdown(markdown)));
      }),
      { numRuns: 400 },
    );
  });

  test('loses no word where it is cut', () => {
    const bare = (text: string) => text.replaceAll(/[\s>]/g, '');
    fc.assert(
      fc.property(
        dialects,
        answers.filter(text => !/\|/.test(text)),
        fc.integer({ min: 300, max: 900 }),
        (dialect, markdown, limit) => {
          const whole = render(dialect, markdown, 1_000_000).map(({ plain }) => plain);
          const cut = render(dialect, markdown, limit).map(({ plain }) => plain);
          expect(bare(cut.join(''))).toBe(bare(whole.join('')));
        },
      ),
      { numRuns: 150 },
    );
  });

  test('looks the same when it grew as when it came at once', () => {
    fc.assert(
      fc.property(dialects, fc.array(answers, { maxLength: 4 }), (dialect, states) => {
        const growing = openRender(dialect);
        let text = '';
        for (const more of states) {
          text += more;
          expect(growing(text, 1000)).toEqual(render(dialect, text, 1000));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('keeps its first page while plain text goes on in a second', () => {
    fc.assert(
      fc.property(dialects, fc.integer({ min: 100, max: 400 }), (dialect, count) => {
        const text = '这是一句话。'.repeat(count);
        const [before, after] = [render(dialect, text, 1000), render(dialect, `${text}又一句。`, 1000)];
        expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
      }),
      { numRuns: 20 },
    );
  });
});

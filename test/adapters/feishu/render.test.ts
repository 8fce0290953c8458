import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openRender, render } from '../../../adapters/feishu/render.ts';

const one = (markdown: string) => render(markdown).map(page => page.markdown);

const piece = fc.constantFrom(
  '重要：',
  '**粗**',
  '**“引”：**',
  '*斜*',
  '`a|b`',
  '\n\n',
  '\n',
  '# ',
  '- ',
  '> ',
  '```\n',
  '| a | b |\n|---|---|\n| 1 | 2 |\n',
  '<at id=all></at>',
  '[链](https://a.b/(c))',
  '👨‍👩‍👧',
  '字'.repeat(3000),
  'x'.repeat(9000),
  '&amp;',
  '\\',
  '~~',
  '。',
);
const answers = fc.array(piece, { maxLength: 25 }).map(pieces => pieces.join(''));

describe("Markdown as a card's", () => {
  it.each([
    ['**重要：**请看', '**重要**：请看'],
    ['他说**“好”**了', '他说“**好**”了'],
    ['**`code`**是', '`code`是'],
    ['**[链](https://a.b)**请', '[**链**](https://a.b)请'],
    ['***重要：***请', '***重要***：请'],
    ['**：**', '：'],
    ['``a`b``', '``a`b``'],
    ['> ```\n> x\n> ```', '> \n```\nx\n```'],
    ['**100%**的', '**100**%的'],
    ['*斜* ~~删~~ 1~2天', '*斜* ~~删~~ 1&#126;2天'],
    ['# 题\n\n正文', '# 题\n\n正文'],
    ['- 甲\n  - 乙\n1. 丙', '- 甲\n    - 乙\n\n1. 丙'],
    ['> 引\n> 用', '> 引\n> 用'],
    ['- [x] 做完', '- ☑ 做完'],
    ['3*4 snake_case _斜_', '3&#42;4 snake_case *斜*'],
    ['1986\\. 年', '1986&#46; 年'],
    ['[链](https://a.b/c) [坏](javascript:1)', '[链](https://a.b/c) 坏'],
    ['![图](https://a.b/x.png)', '[图](https://a.b/x.png)'],
    ['| a | b |\n|---|--:|\n| 1 | 2 |', '| a | b |\n| :-- | --: |\n| 1 | 2 |'],
    ['公式 $a_1*b$', '公式 $a_1&#42;b$'],
    ['---', '---'],
    [':OK: 12:30', '&#58;OK: 12:30'],
    ['', undefined],
  ])('%j becomes %j', (markdown, card) => {
    expect(one(markdown)[0]).toBe(card);
  });

  it('calls nobody, in text and in code', () => {
    const [text = ''] = one('<at id=all></at> `<at id=all>`\n\n```\n<at user_id="ou_1">\n<person>\n```\n');
    expect(text).not.toMatch(/<\/?\s*(at|person)/);
    expect(text).toContain('&lt;at id=all>&lt;/at>');
  });

  it('closes a fence that is still open, and escapes one inside', () => {
    expect(one('```js\nconst x')).toEqual(['```js\nconst x\n```']);
    expect(one('````\n```\n````')).toEqual(['````\n```\n````']);
  });

  it('has three tables on a card, and draws the others', () => {
    const table = '| 甲 | 乙 |\n|---|---|\n| 1 | 22 |\n\n';
    const [text = ''] = one(table.repeat(5));
    expect(text.match(/^\| :-- \| :-- \|$/gm)).toHaveLength(3);
    expect(text).toContain('```\n甲 | 乙\n---+---\n1  | 22\n```');
  });
});

describe('thinking', () => {
  const thinking = '> [!THINKING] 思考过程\n> 先看 *a*<at id=all></at>。\n>再想。\n\n';

  it('is a quote under its title, and can be folded', () => {
    const [page] = render(`${thinking}答。\n\n完。`);
    expect(page).toEqual({
      markdown: '> **思考过程**\n> 先看 *a*&lt;at id=all>&lt;/at>。\n> 再想。\n\n答。\n\n完。',
      plain: '> 思考过程\n> 先看 a<at id=all></at>。\n> 再想。\n\n答。\n\n完。',
      folded: {
        title: '思考过程',
        inside: '先看 *a*&lt;at id=all>&lt;/at>。\n再想。',
        below: { markdown: '答。\n\n完。', plain: '答。\n\n完。' },
      },
    });
  });

  it('is folded where it has a list or code in it', () => {
    const [page] = render('> [!THINKING] 思考\n> - 一\n> ```\n> x\n> ```\n\n答。');
    expect(page?.folded).toMatchObject({ inside: '- 一\n\n```\nx\n```', below: { markdown: '答。' } });
  });

  it.each([
    ['it stands in the middle', `一。\n\n${thinking}答。`],
    ['nothing follows', thinking],
    ['the answer goes on in it', '> [!THINKING] 思考\n> 一\n二\n\n答。'],
    [
      'a definition below it changes what it says',
      '> [!THINKING] 思考\n> [一]\n\n[一]: https://a.example\n\n答。',
    ],
    ['it does not fit into one card', `> [!THINKING] 思考\n> ${'想一想。'.repeat(4000)}\n\n答。`],
  ])('stays a quote where %s', (_, markdown) => {
    const pages = render(markdown);
    expect(pages[0]?.markdown).toContain('> **思考');
    expect(pages.every(({ folded }) => folded === undefined)).toBe(true);
  });

  it('is cut off without a word lost, whatever the answer is', () => {
    fc.assert(
      fc.property(answers, answers, (thought, answer) => {
        const quote = thought.replace(/^/gm, '> ');
        for (const { markdown, folded } of render(`> [!THINKING] 思考\n${quote}\n\n${answer}`)) {
          if (!folded) continue;
          expect(markdown.endsWith(`\n\n${folded.below.markdown}`)).toBe(true);
          expect(folded.inside.length).toBeLessThan(markdown.length);
          expect(folded.inside).not.toMatch(/<\/?\s*(at|person)\b/);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a long answer', () => {
  const bytes = (text: string) => Buffer.byteLength(JSON.stringify(text));

  it('goes on in further cards, cut between sentences, with nothing lost', () => {
    const text = Array.from({ length: 4000 }, (_, i) => `这是第${i + 1}句话。`).join('');
    const pages = one(text);
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.join('')).toBe(text);
    expect(pages.every(page => page.endsWith('。') && bytes(page) <= 24_100)).toBe(true);
  });

  it('has its code closed and opened again at a cut', () => {
    const code = Array.from({ length: 3000 }, (_, i) => `const name${i} = ${i};`).join('\n');
    const pages = one(`\`\`\`ts\n${code}\n\`\`\``);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.every(page => page.startsWith('```ts\n') && page.endsWith('\n```'))).toBe(true);
    expect(pages.map(page => page.slice(6, -4)).join('\n')).toBe(code);
  });

  it('whose tables are drawn keeps to the bytes of a card', () => {
    const table = `| 甲 | 乙 |\n|---|---|\n| ${'很长'.repeat(100)} | 1 |\n${'| 2 | 3 |\n'.repeat(40)}\n`;
    const sizes = render(table.repeat(12)).map(({ markdown }) => Buffer.byteLength(markdown));
    expect(Math.max(...sizes)).toBeLessThan(26_000);
  });

  it('with a long table has several, each with its head', () => {
    const rows = Array.from({ length: 800 }, (_, i) => `| 第${i}行 | ${'字'.repeat(20)} |`).join('\n');
    const pages = one(`| 名 | 值 |\n|---|---|\n${rows}`);
    expect(pages.join('\n').match(/第\d+行/g)).toHaveLength(800);
    for (const page of pages) expect((page.match(/^\| :-- /gm) ?? []).length).toBeLessThanOrEqual(3);
    expect(pages.every(page => bytes(page) <= 24_100)).toBe(true);
  });
});

describe('whatever a model writes', () => {
  it('fits into cards, calls nobody and closes its fences', () => {
    fc.assert(
      fc.property(answers, markdown => {
        for (const { markdown: text } of render(markdown)) {
          expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(26_000);
          expect(text).not.toMatch(/<\/?\s*(at|person)\b/);
          // What a fence holds may look like a shorter one.
          const outside = text.replace(/^(\s*`{3,})[^`\n]*\n(?:[\s\S]*?\n)?\s*\1\s*$/gm, '');
          expect(outside).not.toMatch(/^\s*```/m);
          expect((text.match(/^\| :-- \|/gm) ?? []).length).toBeLessThanOrEqual(3);
          expect(text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('looks the same when it grew as when it came at once', () => {
    fc.assert(
      fc.property(fc.array(answers, { maxLength: 4 }), states => {
        const growing = openRender();
        let text = '';
        for (const more of states) {
          text += more;
          expect(growing(text)).toEqual(render(text));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('keeps its first card while plain text goes on in a second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2500, max: 6000 }), count => {
        const text = '这是一句话。'.repeat(count);
        const [before, after] = [render(text), render(`${text}又一句。`)];
        expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
      }),
      { numRuns: 20 },
    );
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRender, render } from '../../../adapters/telegram/render.ts';

const html = (markdown: string) => render(markdown).map(page => page.html);

/** What Telegram would show: checks that every tag is allowed, closed and well nested, and counts the entities. */
function parseAsTelegram(source: string): { text: string; entities: number } {
  const open: string[] = [];
  let entities = 0;
  const text = source.replace(/<(\/?)([^>]*)>/g, (whole, slash: string, inside: string) => {
    const tag = inside.split(' ')[0] ?? '';
    if (slash) {
      expect(open.pop(), source).toBe(tag);
      return '';
    }
    expect(inside).toMatch(
      /^(?:[bis]|code|pre|blockquote(?: expandable)?|a href="(?:https?:|mailto:)[^"<>]*"|code class="language-[\w+#.-]+")$/,
    );
    if (tag === 'code' && inside !== 'code') expect(open.at(-1), whole).toBe('pre');
    else entities += 1;
    open.push(tag);
    return '';
  });
  expect(open).toEqual([]);
  expect(text).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
  return {
    text: text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
    entities,
  };
}

test.each([
  ['emphasis', '**粗**、*斜*、~~删~~、`a<b`', '<b>粗</b>、<i>斜</i>、<s>删</s>、<code>a&lt;b</code>'],
  ['emphasis beside Chinese punctuation', '**重要：**请', '<b>重要：</b>请'],
  ['code in bold, which Telegram does not nest', '**用 `npm` 装**', '<b>用 </b><code>npm</code><b> 装</b>'],
  ['headings', '# 一 **二**\n三', '<b>一 二</b>\n\n三'],
  ['lists', '- 一\n  - 二\n- 三', '• 一\n    • 二\n• 三'],
  ['numbered lists', '3. 三\n4. 四\n   续', '3. 三\n4. 四\n    续'],
  ['loose lists', '1. 一\n\n2. 二\n\n   又', '1. 一\n2. 二\n    又'],
  ['task lists', '- [x] 好\n- [ ] 未', '☑ 好\n☐ 未'],
  [
    'code with its language',
    '```ts\nif (a<b) {\n\n}\n```',
    '<pre><code class="language-ts">if (a&lt;b) {\n\n}</code></pre>',
  ],
  ['code without one', '    x', '<pre>x</pre>'],
  ['code in a list, not indented', '- 看\n  ```\n  a\n  b\n  ```', '• 看\n<pre>a\nb</pre>'],
  ['quotes', '> 一\n>\n> 二\n\n三', '<blockquote>一\n\n二</blockquote>\n\n三'],
  ['quotes in quotes', '> 一\n>> 二\n>> 三', '<blockquote>一\n\n&gt; 二\n&gt; 三</blockquote>'],
  [
    'thinking, folded under its title',
    '> [!THINKING] 思考过程\n> 先看 **问题**。\n> 再想。\n\n答。',
    '<blockquote expandable><b>思考过程</b>\n先看 <b>问题</b>。\n再想。</blockquote>\n\n答。',
  ],
  [
    'thinking that begins with a list',
    '> [!THINKING] 思考\n> - 一\n> - 二',
    '<blockquote expandable><b>思考</b>\n\n• 一\n• 二</blockquote>',
  ],
  [
    'thinking with dashes below its first line',
    '> [!THINKING] 思考\n> ---\n> 一',
    '<blockquote expandable><b>思考</b>\n一</blockquote>',
  ],
  [
    'thinking in a quote, as a quote',
    '> 一\n>\n> > [!THINKING] 思考\n> > 二',
    '<blockquote>一\n\n&gt; <b>思考</b>\n&gt; 二</blockquote>',
  ],
  [
    'what is no thinking, as it was written',
    '> [!THINKING]\n> 一\n\n[!THINKING] 二\n\n> [!NOTE] 三',
    '<blockquote>[!THINKING]\n一</blockquote>\n\n[!THINKING] 二\n\n<blockquote>[!NOTE] 三</blockquote>',
  ],
  ['a break', '一\n\n---\n\n二', '一\n\n———\n\n二'],
  [
    'links',
    '[站](https://a.example/?x=1&y="2")',
    '<a href="https://a.example/?x=1&amp;y=&quot;2&quot;">站</a>',
  ],
  ['bare addresses', '见https://a.example。', '见<a href="https://a.example">https://a.example</a>。'],
  ['links that stand elsewhere', '[站][1]\n\n[1]: https://a.example', '<a href="https://a.example">站</a>'],
  ['pictures, as links', '![猫](https://a.example/c.png)', '<a href="https://a.example/c.png">猫</a>'],
  ['links that could act, as text', '[你](tg://user?id=1) [x](javascript:alert) [y](a.md)', '你 x y'],
  [
    'raw HTML, as text',
    '<b>一</b>\n\n<script>x</script>',
    '&lt;b&gt;一&lt;/b&gt;\n\n&lt;script&gt;x&lt;/script&gt;',
  ],
  ['footnotes', '一[^1]\n\n[^1]: 注', '一[1]\n\n[1] 注'],
  ['formulas', '$a_1*b*c$', '$a_1*b*c$'],
  ['line breaks', '一\n二  \n三<br>四', '一\n二\n三\n四'],
  ['an unfinished fence', '```js\na', '<pre><code class="language-js">a</code></pre>'],
])('shows %s', (_, markdown, expected) => {
  expect(html(markdown)).toEqual([expected]);
  parseAsTelegram(expected);
});

test('a table is drawn so that its columns stand below each other, Chinese included', () => {
  const markdown = '| 名称 | 价格 |\n|:--|--:|\n| 苹果 | 3 |\n| fig | 12 |';
  expect(html(markdown)).toEqual(['<pre>名称 | 价格\n-----+-----\n苹果 |    3\nfig  |   12</pre>']);
});

test('a table that is too wide, or has links, becomes lines of heading and value', () => {
  const long = '长'.repeat(40);
  expect(html(`| 名 | 值 |\n|-|-|\n| a | ${long} |\n| b | **c** |`)).toEqual([
    `名: a\n值: ${long}\n\n名: b\n值: <b>c</b>`,
  ]);
  expect(html('|名|址|\n|-|-|\n|a|[b](https://c.example)|')).toEqual([
    '名: a\n址: <a href="https://c.example">b</a>',
  ]);
});

test.each([
  ['@durov 你好', '@\u2060durov 你好'],
  ['请@durov看', '请@\u2060durov看'],
  ['@**durov**', '@<b>\u2060durov</b>'],
  ['&commat;durov', '@\u2060durov'],
  ['`@durov`', '<code>@durov</code>'],
  ['a@example.com 3@4 @ a', 'a@example.com 3@4 @ a'],
])('nobody is mentioned by %s', (markdown, expected) => {
  expect(html(markdown)).toEqual([expected]);
});

test.each(['', ' \n', '```', '[a]: https://b.example'])('%j has nothing to see: no page', markdown => {
  expect(render(markdown)).toEqual([]);
});

test('a long answer is cut between its blocks', () => {
  const block = `**题**：${'字'.repeat(700)}。`;
  const pages = render(Array.from({ length: 9 }, () => block).join('\n\n'));
  expect(pages.map(page => page.plain.split('\n\n').length)).toEqual([5, 4]);
  for (const page of pages) expect(page.html.startsWith('<b>题</b>：')).toBe(true);
});

test('a fence that does not fit goes on in the next message, in its language, cut between lines', () => {
  const line = 'const 变量 = 1;';
  const pages = html(`\`\`\`ts\n${`${line}\n`.repeat(600)}\`\`\``);
  expect(pages.length).toBeGreaterThan(1);
  for (const page of pages) {
    expect(page).toMatch(/^<pre><code class="language-ts">const[\s\S]*;<\/code><\/pre>$/);
  }
});

test('thinking that does not fit goes on in the next message, folded there too', () => {
  const pages = html(`> [!THINKING] 思考过程\n> ${'想一想，@durov。'.repeat(800)}\n\n答。`);
  expect(pages.length).toBeGreaterThan(1);
  for (const page of pages) expect(page).toMatch(/^<blockquote expandable>/);
  expect(pages.at(-1)).toMatch(/<\/blockquote>\n\n答。$/);
  expect(pages.join('')).not.toMatch(/@durov/);
});

test('emphasis that must be cut is closed and opened again, after a sentence', () => {
  const pages = html(`**${'一二三四五六七八九。'.repeat(600)}**`);
  expect(pages).toHaveLength(2);
  for (const page of pages) expect(page).toMatch(/^<b>一[\s\S]*。<\/b>$/);
});

test('a page has at most the hundred entities that Telegram reads', () => {
  const pages = render(Array.from({ length: 250 }, (_, index) => `**${index}** 甲。`).join('\n'));
  const counts = pages.map(page => parseAsTelegram(page.html).entities);
  expect(Math.max(...counts)).toBeLessThanOrEqual(100);
  expect(counts.reduce((sum, count) => sum + count)).toBe(250);
});

test('text without any place to cut is cut between characters as people see them', () => {
  const family = '👨‍👩‍👧‍👦';
  for (const page of render(family.repeat(1500))) {
    expect(page.plain.replaceAll(family, '')).toBe('');
    expect(page.plain.length).toBeLessThanOrEqual(4096);
  }
});

const inline = fc.constantFrom(
  '天气很好。',
  '我们**重点：**看',
  '`a<b && c`',
  '*斜体*字',
  '[链接](https://a.example/?q=1&r=2)',
  'Hello, world! ',
  '👨‍👩‍👧‍👦',
  '𠮷野家',
  '~~旧~~',
  '@durov ',
  '<b>',
  '**没有结束',
  '$x_1*y$',
  '，',
  'www.a.example，',
  '\n',
  '# ',
  '![图](http://a.example)',
);
const sentence = fc.array(inline, { minLength: 1, maxLength: 40 }).map(parts => parts.join(''));
const paragraph = fc
  .tuple(sentence, fc.integer({ min: 1, max: 30 }))
  .map(([text, times]) => text.repeat(times).trim());
const block = fc.oneof(
  paragraph,
  fc
    .array(sentence, { minLength: 1, maxLength: 12 })
    .map(items => items.map(item => `- ${item.trim()}`).join('\n')),
  fc.array(sentence, { minLength: 1, maxLength: 40 }).map(lines => `\`\`\`py\n${lines.join('\n')}\n\`\`\``),
  sentence.map(text => `> ${text.trim()}`),
  sentence.map(text => `> [!THINKING] 思考过程\n${text.trim().replace(/^/gm, '> ')}`),
  fc.array(sentence, { minLength: 1, maxLength: 5 }).map(cells => {
    const rows = cells.map(cell => `| ${cell.replaceAll('\n', ' ')} | 2 |`);
    return ['| 甲 | 乙 |', '|---|---|', ...rows].join('\n');
  }),
);
const answer = fc.array(block, { minLength: 1, maxLength: 8 }).map(blocks => blocks.join('\n\n'));

test('every page is HTML that Telegram takes, within its limits, with the same text in plain', () => {
  fc.assert(
    fc.property(fc.oneof(answer, fc.string({ unit: 'binary', maxLength: 300 })), markdown => {
      for (const page of render(markdown)) {
        const { text, entities } = parseAsTelegram(page.html);
        expect(text).toBe(page.plain);
        expect(text.length).toBeLessThanOrEqual(4096);
        expect(text.trim()).not.toBe('');
        if (!/\p{Cs}/u.test(markdown)) expect(text).not.toMatch(/\p{Cs}/u);
        expect(entities).toBeLessThanOrEqual(100);
        expect(page.html.length).toBeLessThanOrEqual(32_000);
      }
    }),
    { numRuns: 40 },
  );
});

test('no word is lost where an answer is cut', () => {
  const bare = (text: string) => text.replaceAll(/\s/g, '');
  fc.assert(
    fc.property(fc.array(paragraph, { minLength: 1, maxLength: 12 }), paragraphs => {
      const whole = render(paragraphs.join('\n\n')).map(page => page.plain);
      const single = paragraphs.map(text =>
        render(text)
          .map(page => page.plain)
          .join(''),
      );
      expect(bare(whole.join(''))).toBe(bare(single.join('')));
    }),
    { numRuns: 20 },
  );
});

test('while an answer grows, a page that was followed by another one stays as it is', () => {
  fc.assert(
    fc.property(fc.array(paragraph, { minLength: 3, maxLength: 14 }), paragraphs => {
      let before: string[] = [];
      for (let count = 1; count <= paragraphs.length; count += 1) {
        const now = html(paragraphs.slice(0, count).join('\n\n'));
        expect(now.slice(0, Math.max(0, before.length - 1))).toEqual(before.slice(0, -1));
        before = now;
      }
    }),
    { numRuns: 10 },
  );
});

test('an answer that is rendered while it grows looks the same as one that is rendered once', () => {
  fc.assert(
    fc.property(answer, markdown => {
      const growing = openRender();
      for (let share = 1; share <= 4; share += 1) {
        const soFar = markdown.slice(0, Math.ceil((markdown.length * share) / 4));
        expect(growing(soFar)).toEqual(render(soFar));
      }
    }),
    { numRuns: 10 },
  );
});

import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { expect, test } from 'vitest';
import { saidHtml } from '../../../adapters/console/render/said.ts';
import { openRender, render } from '../../../adapters/console/render.ts';

const html = (markdown: string) => render(markdown).html;

const elements = new Set(
  'p h3 h4 h5 h6 ul ol li blockquote details summary pre code strong em del a br hr div table thead tbody tr th td span'.split(
    ' ',
  ),
);

const attributes: Readonly<Record<string, RegExp>> = {
  'a href': /^(?:https?:\/\/|mailto:)/i,
  'a rel': /^noopener noreferrer nofollow$/,
  'a target': /^_blank$/,
  'code class': /^language-[\w+#.-]{1,32}$/,
  'div class': /^(?:table|footnote)$/,
  'div tabindex': /^0$/,
  'ol start': /^\d+$/,
  'td class': /^align-(?:right|center)$/,
  'th class': /^align-(?:right|center)$/,
  'span class': /^mention$/,
};

/** What a browser makes of it: nothing but our elements, with our attributes. @returns what people read */
function readAsBrowser(source: string): string {
  let text = '';
  const problems: string[] = [];
  const open: string[] = [];
  const parser = new Parser({
    onopentag(name, given) {
      if (!elements.has(name)) problems.push(`<${name}>`);
      for (const [key, value] of Object.entries(given)) {
        if (!attributes[`${name} ${key}`]?.test(value)) problems.push(`${name} ${key}`);
      }
      if (name !== 'br' && name !== 'hr') open.push(name);
      if (name === 'br') text += '\n';
    },
    ontext(part) {
      text += part;
    },
    onclosetag(name, isImplied) {
      if (name === 'br' || name === 'hr') return;
      if (isImplied || open.pop() !== name) problems.push(`</${name}>`);
    },
    oncomment: () => problems.push('a comment'),
    onprocessinginstruction: () => problems.push('an instruction'),
  });
  parser.end(source);
  expect(problems).toEqual([]);
  expect(open).toEqual([]);
  return text;
}

test.each([
  ['emphasis', '**粗**、*斜*、~~删~~', '<p><strong>粗</strong>、<em>斜</em>、<del>删</del></p>'],
  ['emphasis beside Chinese punctuation', '**重要：**请', '<p><strong>重要：</strong>请</p>'],
  ['code', '`a<b`', '<p><code>a&#60;b</code></p>'],
  ['headings below those of the page', '# 一\n\n###### 六', '<h3>一</h3><h6>六</h6>'],
  ['lists', '- 一\n  - 二\n- 三', '<ul><li>一<ul><li>二</li></ul></li><li>三</li></ul>'],
  ['numbered lists', '3. 三\n4. 四', '<ol start="3"><li>三</li><li>四</li></ol>'],
  ['tasks', '- [x] 好\n- [ ] 未', '<ul><li>☑ 好</li><li>☐ 未</li></ul>'],
  ['fences', '```js\na < b\n\nc\n```', '<pre><code class="language-js">a &#60; b\n\nc</code></pre>'],
  ['quotes', '> 一\n>\n> 二', '<blockquote><p>一</p><p>二</p></blockquote>'],
  ['thinking, folded', '> [!THINKING] 思考\n> 一', '<details><summary>思考</summary><p>一</p></details>'],
  ['a break', '一\n\n---', '<p>一</p><hr>'],
  ['line breaks', '一\n二', '<p>一<br>二</p>'],
  [
    'tables',
    '| a | b |\n|-|-:|\n| 1 | 2 |',
    '<div class="table" tabindex="0"><table><thead><tr><th>a</th><th class="align-right">b</th></tr></thead>' +
      '<tbody><tr><td>1</td><td class="align-right">2</td></tr></tbody></table></div>',
  ],
  [
    'links, which tell the page behind them nothing',
    '[站](https://a.example/?x="1"&y)',
    '<p><a href="https://a.example/?x=&#34;1&#34;&#38;y" rel="noopener noreferrer nofollow" target="_blank">站</a></p>',
  ],
  ['what has nothing to see, as dots', '[a]: https://b.example', '<p>…</p>'],
])('shows %s', (_, markdown, expected) => {
  expect(html(markdown)).toBe(expected);
  readAsBrowser(expected);
});

test.each([
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '![x](https://evil.example/pixel.png)',
  '[x](javascript:alert(1)) [y](data:text/html,x) [z](//evil.example) [w](JaVaScRiPt:alert(1))',
  '[x](https://a.example/"onmouseover="alert(1))',
  '```"><img/src=x>\nx\n```',
  '> [!THINKING] <b onclick=x>\n> a',
  '| <svg/onload=x> |\n|-|\n| "><iframe src=//e> |',
  '<https://a.example/<b>>',
  '&lt;img src=x&gt; &#60;script&#62;',
])('nothing foreign becomes an element: %s', markdown => {
  const shown = html(markdown);
  readAsBrowser(shown);
  expect(shown).not.toMatch(/<(?:img|script|svg|iframe|b|style)\b/);
});

test('what a person says is shown as it was written, with whom it mentions', () => {
  const shown = saidHtml('@言桥 问 @Han <b>\n**不粗**', [{ id: 'han', name: 'Han' }]);
  expect(shown).toBe(
    '<p><span class="mention">@言桥</span> 问 <span class="mention">@Han</span> &#60;b&#62;<br>**不粗**</p>',
  );
});

test('what the model writes mentions nobody, whatever the names', () => {
  expect(html('@言桥 @Han')).toBe('<p>@言桥 @Han</p>');
});

const piece = fc.constantFrom(
  ...['**', '*', '`', '~~', '[', '](', 'https://a.example', ')', '<', '>', '"', "'", '&', '&#60;', '!['],
  ...[
    '\n',
    '\n\n',
    '- ',
    '1. ',
    '> ',
    '```',
    '| a | b |\n|-|-|\n',
    '# ',
    '字',
    'word ',
    '<img src=x>',
    '</p>',
  ],
  ...[
    '> [!THINKING] 题\n',
    '[^1]',
    '[^1]: 注',
    'javascript:alert(1)',
    '\u0000',
    '👨‍👩‍👧',
    '@Han',
    '<!--',
    '<?x',
  ],
);
const written = fc.array(piece, { maxLength: 60 }).map(pieces => pieces.join(''));

test('whatever is written, a browser sees our elements and nothing else, and reads the text', () => {
  fc.assert(
    fc.property(fc.oneof(written, fc.string({ unit: 'binary', maxLength: 200 })), markdown => {
      const { html, text } = render(markdown);
      const bare = (shown: string) => shown.replaceAll(/[\s|•\d.—☑☐…]/gu, '');
      expect(bare(readAsBrowser(html))).toBe(bare(text));
      readAsBrowser(saidHtml(markdown, [{ id: 'han', name: 'Han' }]));
    }),
    { numRuns: 150 },
  );
});

test('an answer that is rendered while it grows looks the same as one that is rendered once', () => {
  fc.assert(
    fc.property(written, markdown => {
      const growing = openRender();
      for (let share = 1; share <= 4; share += 1) {
        const soFar = markdown.slice(0, Math.ceil((markdown.length * share) / 4));
        expect(growing(soFar)).toEqual(render(soFar));
      }
    }),
    { numRuns: 30 },
  );
});

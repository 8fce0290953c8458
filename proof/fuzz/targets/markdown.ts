import assert from 'node:assert/strict';
import fc from 'fast-check';
import { render as renderConsole } from '../../../adapters/console/render.ts';
import { type Dialect, render as renderDingtalk } from '../../../adapters/dingtalk/render.ts';
import { render as renderFeishu } from '../../../adapters/feishu/render.ts';
import { render as renderTelegram } from '../../../adapters/telegram/render.ts';
import { lastPause } from '../../../src/reply/sentences.ts';
import { thinkingFolded } from '../../../src/reply/thinking.ts';
import { hostileText } from '../inputs/texts.ts';
import { type Target, target } from '../target.ts';

/** What an answer may be made of, and what it never should be. */
const pieces = [
  ...[
    '**粗：**',
    '*斜*',
    '~~删~~',
    '`码`',
    '``',
    '```ts\nx\n```\n',
    '```\n',
    '~~~\n',
    '> ',
    '>> ',
    '- ',
    '1. ',
  ],
  ...[
    '# ',
    '---\n',
    '| a | b |\n|---|---|\n| 1 | 2 |\n',
    '| `|` |',
    '[站](https://a.example)',
    '[x]: https://b\n',
  ],
  ...[
    '![图](https://evil.example/p.png)',
    '<b>',
    '</b>',
    '<at id=all></at>',
    '<script>',
    '&lt;at&gt;',
    '@all ',
  ],
  ...[
    '$x^2$',
    '$$\n\\frac12\n$$',
    '\\(',
    'https://a.example/?q=1)',
    '你好。',
    '，',
    ' ',
    '\n',
    '\n\n',
    '    ',
  ],
];

const answer = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: hostileText }),
    {
      maxLength: 30,
    },
  )
  .map(parts => parts.join(''));

/** Words that can be found again, among signs that mean nothing in Markdown. */
const numbered = fc
  .array(fc.constantFrom('。', '，', ' ', '\n\n', '🇨🇳', '👨‍👩‍👧', '\u202e', '\u200d', '\u0007', 'é'), {
    minLength: 1,
    maxLength: 400,
  })
  .map(gaps => gaps.map((gap, index) => `词${index}尾${gap}`));

/** A platform refuses a text with half a character in it. */
const loneHalf = /\p{Surrogate}/u;

function holdsPages(
  pages: readonly { readonly shown: string; readonly plain: string }[],
  most: number,
  size: (text: string) => number,
  dangerous = (shown: string) => acts.test(withoutCode(shown)),
) {
  for (const { shown, plain } of pages) {
    assert(plain.trim() !== '', 'a page that nobody could see');
    assert(size(shown) <= most, `a page of ${size(shown)}, where ${most} fit`);
    assert(!loneHalf.test(shown) && !loneHalf.test(plain), 'half a character');
    assert(!dangerous(shown), 'markup that acts');
  }
}

/** A tag that calls or runs, and a link to what is not the web: in Telegram's HTML, and in the others' Markdown. */
const actsInHtml = /<(?:at|tg-user|script|img)\b|<a href="(?!https?:|mailto:)/i;
const acts = /<(?:at|person|script|img)\b|(?<!\\)\]\((?!https?:|mailto:)/i;

/** In code everything is as it was written, and nothing acts; a code span ends with its paragraph. */
const withoutCode = (text: string) =>
  text
    .replace(/^((?:> ?)*)(`{3,})[^\n`]*\n[\s\S]*?^\1\2$/gm, '')
    .replace(/(`+)(?:(?!\n[> \t]*\n)[\s\S])*?\1/g, '');

const bytes = (text: string) => Buffer.byteLength(text);
const jsonBytes = (text: string) => Buffer.byteLength(JSON.stringify(text));

/** Telegram counts what is left when the markup is taken away. */
const telegramUnits = (html: string) => html.replace(/<[^>]*>/g, '').replace(/&(?:amp|lt|gt);/g, 'x').length;

const pagesOn = {
  telegram: (markdown: string) => renderTelegram(markdown).map(({ html, plain }) => ({ shown: html, plain })),
  feishu: (markdown: string) =>
    renderFeishu(markdown).map(({ markdown: shown, plain }) => ({ shown, plain })),
  dingtalk: (dialect: Dialect, limit: number) => (markdown: string) =>
    renderDingtalk(dialect, markdown, limit).map(({ markdown: shown, plain }) => ({ shown, plain })),
} as const;

function holdsWords(words: readonly string[], pages: readonly { readonly plain: string }[]): void {
  const said = pages.map(({ plain }) => plain).join('\n');
  let at = 0;
  for (const word of words) {
    const name = /^词\d+尾/.exec(word)?.[0] ?? '';
    at = said.indexOf(name, at);
    assert(at >= 0, `${name} is lost, or not in its place`);
  }
}

/** Whatever the model writes fits, calls nobody, and is all there. */
export const markdownTargets: readonly Target[] = [
  target('markdown for telegram', 4, answer, markdown => {
    holdsPages(pagesOn.telegram(markdown), 4096, telegramUnits, html => actsInHtml.test(html));
  }),
  target('markdown for feishu', 4, answer, markdown => {
    holdsPages(pagesOn.feishu(markdown), 28_000, jsonBytes);
  }),
  target('markdown for dingtalk cards', 4, answer, markdown => {
    holdsPages(pagesOn.dingtalk('card', 3000)(markdown), 3000, bytes);
  }),
  target('markdown for dingtalk messages', 4, answer, markdown => {
    holdsPages(pagesOn.dingtalk('message', 3000)(markdown), 3000, bytes);
  }),
  target('markdown for the console', 4, answer, markdown => {
    const { html, text } = renderConsole(markdown);
    assert(text.trim() !== '');
    assert(
      !/<(?:script|img|iframe|svg|style|form|input)\b|\son\w+\s*=\s*["']|href="(?!https?:|mailto:)/i.test(
        html,
      ),
    );
  }),
  target('long answers', 2, numbered, words => {
    const markdown = words.join('');
    for (const pages of [
      pagesOn.telegram(markdown),
      pagesOn.feishu(markdown),
      pagesOn.dingtalk('card', 500)(markdown),
      pagesOn.dingtalk('message', 500)(markdown),
    ])
      holdsWords(words, pages);
  }),
  target('growing answers', 4, fc.tuple(answer, fc.nat(1000)), ([markdown, at]) => {
    const part = markdown.slice(0, at);
    const pause = lastPause(part);
    assert(pause >= 0 && pause <= part.length);
    assert(lastPause(markdown) >= pause, 'what was shown is taken back');
    thinkingFolded(markdown, '思考过程');
  }),
];

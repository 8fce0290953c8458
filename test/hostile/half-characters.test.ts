import { expect, test } from 'vitest';
import { render as renderConsole } from '../../adapters/console/render.ts';
import { render as renderDingtalk } from '../../adapters/dingtalk/render.ts';
import { render as renderFeishu } from '../../adapters/feishu/render.ts';
import { render as renderTelegram } from '../../adapters/telegram/render.ts';

const half = '\ud83d';
const whole = '\ud83d\ude00';

test.each([
  ['in a text', `好${half}。${whole}`],
  ['in code', `\`a${half}\` ${whole}`],
  ['in a fence', `\`\`\`\n${half}${whole}\n\`\`\``],
  ['in a link', `[${half}${whole}](https://a.example)`],
  ['in a table', `| a |\n|---|\n| ${half}${whole} |`],
])('half a character %s, which platforms refuse, is shown as one that is not known', (_, markdown) => {
  const shown = [
    ...renderTelegram(markdown).flatMap(({ html, plain }) => [html, plain]),
    ...renderFeishu(markdown).flatMap(page => [page.markdown, page.plain]),
    ...renderDingtalk('card', markdown, 3000).flatMap(page => [page.markdown, page.plain]),
    ...renderDingtalk('message', markdown, 3000).flatMap(page => [page.markdown, page.plain]),
    ...Object.values(renderConsole(markdown)),
  ];
  for (const text of shown) {
    expect(text).not.toMatch(/\p{Surrogate}/u);
    expect(text).toContain('\ufffd');
    expect(text).toContain(whole);
  }
});

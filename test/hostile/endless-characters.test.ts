import { expect, test } from 'vitest';
import { render as renderDingtalk } from '../../adapters/dingtalk/render.ts';
import { render as renderFeishu } from '../../adapters/feishu/render.ts';

const limit = 3000;

test.each([
  ['accents', `e${'\u0301'.repeat(20_000)}`],
  ['joiners', '👩\u200d'.repeat(8000)],
  ['tags', `🏴${'\u{e0067}'.repeat(8000)}`],
])('a character of thousands of %s is cut, for it fits no page', (_, character) => {
  const markdown = `> 好 **${character}**\n\n完`;
  const cards = renderFeishu(markdown).map(page => page.markdown);
  const pages = (['card', 'message'] as const).flatMap(dialect =>
    renderDingtalk(dialect, markdown, limit).map(page => page.markdown),
  );
  for (const page of pages) expect(Buffer.byteLength(page)).toBeLessThanOrEqual(limit);
  for (const card of cards) expect(Buffer.byteLength(card)).toBeLessThanOrEqual(28_000);
  for (const text of [...pages, ...cards]) expect(text).not.toMatch(/\p{Surrogate}/u);
  expect(pages.join('')).toContain('完');
  expect(cards.join('')).toContain('完');
});

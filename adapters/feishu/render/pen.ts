import type { Root } from 'mdast';
import type { Pen } from '../../../src/markdown/pen.ts';
import { writeTree } from '../../../src/markdown/write.ts';
import { Ink, type InkedText } from './ink.ts';
import { writeTable } from './table.ts';
import { tighten } from './tighten.ts';

/** Longer ones are left out, UTF-16 units: a page must have room for more than an address. */
const hrefUnits = 2048;

/** The address as it may stand in a card; undefined for what could act (`lark:`, `javascript:`) or leads nowhere. */
function safeHref(url: string): string | undefined {
  if (!/^(?:https?:\/\/|mailto:)/i.test(url) || !URL.canParse(url)) return undefined;
  const href = url.replace(/[()<>\s\\"]/g, sign => encodeURIComponent(sign).replace(/[()]/g, hexOf));
  return href.length <= hrefUnits ? href : undefined;
}

const hexOf = (sign: string) => `%${sign.charCodeAt(0).toString(16)}`;

/** How cards show Markdown: as Markdown, with what theirs lacks left out. */
const pen: Pen<Ink> = {
  bullet: '- ',
  boxes: { open: '- ☐ ', done: '- ☑ ' },
  rule: '---',
  sign: (ink, text) => ink.mark(text),
  heading(ink, depth, body) {
    ink.mark(`${'#'.repeat(depth)} `);
    body();
  },
  quote(ink, body) {
    ink.mark('> ');
    ink.indented('> ', body);
  },
  fence: (ink, code, language) => ink.fence(code, language),
  table: writeTable,
  emphasis(ink, node, write) {
    const { before, inside, after } = tighten(node);
    write(ink, before);
    ink.styled({ tag: node.type }, () => write(ink, inside));
    write(ink, after);
  },
  code: (ink, code) => ink.code(code),
  link(ink, url, body) {
    const href = safeHref(url);
    if (href === undefined) body();
    else ink.styled({ tag: 'link', href }, body);
  },
};

/** The whole tree as pieces of a card's Markdown. */
export function inkedText(root: Root): InkedText {
  const ink = new Ink();
  writeTree(root, ink, pen);
  return ink.finished();
}

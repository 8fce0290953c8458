import type { Root } from 'mdast';
import type { Pen } from '../../../src/markdown/pen.ts';
import { writeTree } from '../../../src/markdown/write.ts';
import { Ink, type StyledText } from './ink.ts';
import { writeTable } from './table.ts';

/** Longer ones are left out: Telegram takes no more in an entity. */
const hrefUnits = 2048;

/** Whether Telegram may be given the address: not what could act (`tg:`, `javascript:`) or leads nowhere. */
const isSafe = (url: string) =>
  /^(?:https?:\/\/|mailto:)/i.test(url) && url.length <= hrefUnits && URL.canParse(url);

const tags = { strong: 'b', emphasis: 'i', delete: 's' } as const;

function quote(ink: Ink, expandable: boolean, body: () => void): void {
  if (ink.within('blockquote')) {
    // Quotes do not nest in Telegram.
    ink.write('> ');
    ink.indented('> ', body);
  } else ink.styled({ tag: 'blockquote', expandable }, body);
}

/** How Telegram's messages show Markdown: as text with entities, and signs where there is none. */
const pen: Pen<Ink> = {
  bullet: '• ',
  boxes: { open: '☐ ', done: '☑ ' },
  rule: '———',
  sign: (ink, text) => ink.write(text),
  heading: (ink, _depth, body) => ink.styled({ tag: 'b' }, body),
  quote: (ink, body) => quote(ink, false, body),
  folded: (ink, body) => quote(ink, true, body),
  fence: (ink, code, language) => ink.styled({ tag: 'pre', language }, () => ink.write(code)),
  table: writeTable,
  emphasis: (ink, node, write) => ink.styled({ tag: tags[node.type] }, () => write(ink, node.children)),
  code: (ink, code) => ink.styled({ tag: 'code' }, () => ink.write(code)),
  link(ink, url, body) {
    if (isSafe(url)) ink.styled({ tag: 'a', href: url }, body);
    else body();
  },
};

/** The whole tree as styled text. */
export function styledText(root: Root): StyledText {
  const ink = new Ink();
  writeTree(root, ink, pen);
  return ink.finished();
}

import type { Root } from 'mdast';
import type { Pen } from '../pen.ts';
import { writeTree } from '../write.ts';
import { Ink, type InkedText } from './ink.ts';
import { tighten } from './tighten.ts';

/** What a platform decides about its Markdown. */
export interface Manner {
  /** Longer addresses are left out, UTF-16 units: a page must have room for more than an address. */
  readonly hrefUnits: number;
  readonly table: Pen<Ink>['table'];
}

/** The address as it may stand in a page; undefined for what could act (`lark:`, `javascript:`) or leads nowhere. */
function safeHref(url: string, hrefUnits: number): string | undefined {
  if (!/^(?:https?:\/\/|mailto:)/i.test(url) || !URL.canParse(url)) return undefined;
  const href = url.replace(/[()<>\s\\"`]/g, sign => encodeURIComponent(sign).replace(/[()]/g, hexOf));
  return href.length <= hrefUnits ? href : undefined;
}

const hexOf = (sign: string) => `%${sign.charCodeAt(0).toString(16)}`;

/** How Markdown is shown as Markdown; a platform changes what its own does not know. */
export function markdownPen({ hrefUnits, table }: Manner): Pen<Ink> {
  const quote = (ink: Ink, body: () => void) => {
    ink.mark('> ');
    ink.indented('> ', body);
    // Text in the very next line would belong to it.
    ink.break(2);
  };
  return {
    bullet: '- ',
    boxes: { open: '- ☐ ', done: '- ☑ ' },
    rule: '---',
    sign: (ink, text) => ink.mark(text),
    heading(ink, depth, body) {
      ink.mark(`${'#'.repeat(depth)} `);
      body();
      ink.endLine();
    },
    quote,
    // Markdown folds nothing.
    folded: quote,
    fence: (ink, code, language) => ink.fence(code, language),
    table,
    emphasis(ink, node, write) {
      const { before, inside, after } = tighten(node);
      write(ink, before);
      ink.styled({ tag: node.type }, () => write(ink, inside));
      write(ink, after);
    },
    code: (ink, code) => ink.code(code),
    link(ink, url, body) {
      const href = safeHref(url, hrefUnits);
      if (href === undefined) body();
      else ink.styled({ tag: 'link', href }, body);
    },
  };
}

/** The whole tree as pieces of a page's Markdown. */
export function inkedText(root: Root, pen: Pen<Ink>): InkedText {
  const ink = new Ink();
  writeTree(root, ink, pen);
  return ink.finished();
}

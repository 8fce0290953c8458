import type { Definition, PhrasingContent } from 'mdast';
import type { Ink } from './ink.ts';
import { tighten } from './tighten.ts';

/** Link targets that stand elsewhere in the text (`[label]: https://…`), by identifier. */
export type Definitions = ReadonlyMap<string, Definition>;

/** Longer ones are left out, UTF-16 units: a page must have room for more than an address. */
const hrefUnits = 2048;

/** The address as it may stand in a card; undefined for what could act (`lark:`, `javascript:`) or leads nowhere. */
function safeHref(url: string): string | undefined {
  if (!/^(?:https?:\/\/|mailto:)/i.test(url) || !URL.canParse(url)) return undefined;
  const href = url.replace(/[()<>\s\\"]/g, sign => encodeURIComponent(sign).replace(/[()]/g, hexOf));
  return href.length <= hrefUnits ? href : undefined;
}

const hexOf = (sign: string) => `%${sign.charCodeAt(0).toString(16)}`;

/** Runs `body` as a link, or plainly where the address is none to follow. */
function linked(ink: Ink, url: string | undefined, body: () => void): void {
  const href = url === undefined ? undefined : safeHref(url);
  if (href === undefined) body();
  else ink.styled({ tag: 'link', href }, body);
}

/** Writes text with its emphasis, code and links. */
export function writeInline(ink: Ink, nodes: readonly PhrasingContent[], definitions: Definitions): void {
  for (const node of nodes) writeOne(ink, node, definitions);
}

function writeOne(ink: Ink, node: PhrasingContent, definitions: Definitions): void {
  switch (node.type) {
    case 'text':
      ink.write(node.value);
      break;
    case 'strong':
    case 'emphasis':
    case 'delete': {
      const { before, inside, after } = tighten(node);
      writeInline(ink, before, definitions);
      ink.styled({ tag: node.type }, () => writeInline(ink, inside, definitions));
      writeInline(ink, after, definitions);
      break;
    }
    case 'inlineCode':
      ink.code(node.value);
      break;
    case 'break':
      ink.write('\n');
      break;
    case 'html':
      ink.write(/^<br\s*\/?>$/i.test(node.value) ? '\n' : node.value);
      break;
    case 'link':
      linked(ink, node.url, () => writeInline(ink, node.children, definitions));
      break;
    case 'linkReference': {
      const url = definitions.get(node.identifier)?.url;
      linked(ink, url, () => writeInline(ink, node.children, definitions));
      break;
    }
    // A picture is never loaded: it is a link with the words that describe it.
    case 'image':
      linked(ink, node.url, () => ink.write(node.alt || node.url));
      break;
    case 'imageReference':
      linked(ink, definitions.get(node.identifier)?.url, () => ink.write(node.alt || node.identifier));
      break;
    case 'footnoteReference':
      ink.write(`[${node.label ?? node.identifier}]`);
      break;
    default:
      node satisfies never;
  }
}

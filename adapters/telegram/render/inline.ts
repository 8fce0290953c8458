import type { Definition, PhrasingContent } from 'mdast';
import type { Ink, Style } from './ink.ts';

/** Link targets that stand elsewhere in the text (`[label]: https://…`), by identifier. */
export type Definitions = ReadonlyMap<string, Definition>;

/** Longer ones are left out: Telegram takes no more in an entity. */
const hrefUnits = 2048;

/** The address as Telegram may be given it; undefined for what could act (`tg:`, `javascript:`) or leads nowhere. */
function safeHref(url: string): string | undefined {
  return /^(?:https?:\/\/|mailto:)/i.test(url) && url.length <= hrefUnits && URL.canParse(url)
    ? url
    : undefined;
}

/** Runs `body` as a link, or plainly where the address is none to follow. */
function linked(ink: Ink, url: string | undefined, body: () => void): void {
  const href = url === undefined ? undefined : safeHref(url);
  if (href === undefined) body();
  else ink.styled({ tag: 'a', href }, body);
}

const styleOf = { strong: 'b', emphasis: 'i', delete: 's' } as const satisfies Record<string, Style['tag']>;

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
    case 'delete':
      ink.styled({ tag: styleOf[node.type] }, () => writeInline(ink, node.children, definitions));
      break;
    case 'inlineCode':
      ink.styled({ tag: 'code' }, () => ink.write(node.value));
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

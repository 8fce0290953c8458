import type {
  BlockContent,
  Blockquote,
  Definition,
  DefinitionContent,
  List,
  ListItem,
  Root,
  RootContent,
} from 'mdast';
import { Ink, type InkedText } from './ink.ts';
import { type Definitions, writeInline } from './inline.ts';
import { writeTable } from './table.ts';

const nesting = '    ';

function marker(list: List, item: ListItem, position: number): string {
  if (typeof item.checked === 'boolean') return item.checked ? '- ☑ ' : '- ☐ ';
  return list.ordered ? `${(list.start ?? 1) + position}. ` : '- ';
}

/** Writes blocks one below the other, beginning on the line where the ink stands. */
function writeBlocks(
  ink: Ink,
  blocks: readonly (BlockContent | DefinitionContent)[],
  lines: 1 | 2,
  definitions: Definitions,
): void {
  for (const block of blocks) {
    writeBlock(ink, block, definitions);
    ink.break(lines);
  }
}

function writeList(ink: Ink, list: List, definitions: Definitions): void {
  for (const [position, item] of list.children.entries()) {
    ink.mark(marker(list, item, position));
    // Loose or tight, a list looks the same: an empty line that comes late must not move what people have read.
    ink.indented(nesting, () => writeBlocks(ink, item.children, 1, definitions));
    ink.break(1);
  }
}

function writeQuote(ink: Ink, quote: Blockquote, definitions: Definitions): void {
  ink.mark('> ');
  ink.indented('> ', () => writeBlocks(ink, quote.children, 2, definitions));
}

function writeBlock(ink: Ink, node: RootContent, definitions: Definitions): void {
  switch (node.type) {
    case 'paragraph':
      writeInline(ink, node.children, definitions);
      break;
    case 'heading':
      ink.mark(`${'#'.repeat(node.depth)} `);
      writeInline(ink, node.children, definitions);
      break;
    case 'list':
      writeList(ink, node, definitions);
      break;
    case 'blockquote':
      writeQuote(ink, node, definitions);
      break;
    case 'code':
      ink.fence(node.value, node.lang?.match(/^[\w+#.-]{1,32}/)?.[0]);
      break;
    case 'html':
      ink.write(node.value);
      break;
    case 'table':
      writeTable(ink, node, definitions);
      break;
    case 'thematicBreak':
      ink.mark('---');
      break;
    case 'footnoteDefinition':
      ink.write(`[${node.label ?? node.identifier}] `);
      writeBlocks(ink, node.children, 1, definitions);
      break;
    default:
      // A definition shows itself in the links that use it; all else stands inside the blocks above.
      break;
  }
}

/** The whole tree as pieces of a card's Markdown. */
export function inkedText(root: Root): InkedText {
  const ink = new Ink();
  const found = root.children.filter((node): node is Definition => node.type === 'definition');
  const definitions = new Map(found.map(definition => [definition.identifier, definition]));
  for (const node of root.children) {
    writeBlock(ink, node, definitions);
    ink.seam();
  }
  return ink.finished();
}

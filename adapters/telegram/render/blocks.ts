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
import { Ink, type StyledText } from './ink.ts';
import { type Definitions, writeInline } from './inline.ts';
import { writeTable } from './table.ts';

/** How far a nested list stands in; Telegram shows blanks at the beginning of a line. */
const nesting = '    ';

function marker(list: List, item: ListItem, position: number): string {
  if (typeof item.checked === 'boolean') return item.checked ? '☑ ' : '☐ ';
  return list.ordered ? `${(list.start ?? 1) + position}. ` : '• ';
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
    ink.write(marker(list, item, position));
    // Loose or tight, a list looks the same: an empty line that comes late must not move what people have read.
    ink.indented(nesting, () => writeBlocks(ink, item.children, 1, definitions));
    ink.break(1);
  }
}

function writeQuote(ink: Ink, quote: Blockquote, definitions: Definitions): void {
  const body = () => writeBlocks(ink, quote.children, 2, definitions);
  if (!ink.within('blockquote')) {
    ink.styled({ tag: 'blockquote' }, body);
    return;
  }
  // Quotes do not nest in Telegram.
  ink.write('> ');
  ink.indented('> ', body);
}

function writeBlock(ink: Ink, node: RootContent, definitions: Definitions): void {
  switch (node.type) {
    case 'paragraph':
      writeInline(ink, node.children, definitions);
      break;
    case 'heading':
      ink.styled({ tag: 'b' }, () => writeInline(ink, node.children, definitions));
      break;
    case 'list':
      writeList(ink, node, definitions);
      break;
    case 'blockquote':
      writeQuote(ink, node, definitions);
      break;
    case 'code': {
      const language = node.lang?.match(/^[\w+#.-]{1,32}/)?.[0];
      ink.styled({ tag: 'pre', language }, () => ink.write(node.value));
      break;
    }
    case 'html':
      ink.write(node.value);
      break;
    case 'table':
      writeTable(ink, node, definitions);
      break;
    case 'thematicBreak':
      ink.write('———');
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

/** The whole tree as styled text. */
export function styledText(root: Root): StyledText {
  const ink = new Ink();
  const found = root.children.filter((node): node is Definition => node.type === 'definition');
  const definitions = new Map(found.map(definition => [definition.identifier, definition]));
  for (const node of root.children) {
    writeBlock(ink, node, definitions);
    ink.seam();
  }
  return ink.finished();
}

import type {
  BlockContent,
  Blockquote,
  Code,
  DefinitionContent,
  List,
  ListItem,
  Root,
  RootContent,
} from 'mdast';
import { calloutOf } from '../../../src/markdown/callout.ts';
import { codeLanguage } from '../../../src/markdown/code-language.ts';
import type { WriteInline } from '../../../src/markdown/pen.ts';
import { inlineWriter } from '../../../src/markdown/write-inline.ts';
import { Ink, type Shown } from './ink.ts';
import { inlinePen } from './inline.ts';
import { writeTable } from './table.ts';

type Block = BlockContent | DefinitionContent;

/** The page has headings of its own, down to the second. */
const headingOf = (depth: number) => `h${Math.min(6, depth + 2)}`;

/** The whole tree in elements that say what they are: lists, tables, quotes. */
export function shownTree(root: Root): Shown {
  const ink = new Ink();
  writeBlocks(ink, root.children, inlineWriter(inlinePen, root));
  return ink.shown();
}

function writeBlocks(ink: Ink, blocks: readonly RootContent[], write: WriteInline<Ink>): void {
  for (const block of blocks) writeBlock(ink, block, write);
}

function writeBlock(ink: Ink, node: RootContent, write: WriteInline<Ink>): void {
  switch (node.type) {
    case 'paragraph':
      ink.block('p', {}, () => write(ink, node.children));
      break;
    case 'heading':
      ink.block(headingOf(node.depth), {}, () => write(ink, node.children));
      break;
    case 'list':
      writeList(ink, node, write);
      break;
    case 'blockquote':
      writeQuote(ink, node, write);
      break;
    case 'code':
      writeCode(ink, node);
      break;
    case 'html':
      ink.block('p', {}, () => ink.write(node.value));
      break;
    case 'table':
      writeTable(ink, node, write);
      break;
    case 'thematicBreak':
      ink.sign('hr', '———');
      break;
    case 'footnoteDefinition':
      ink.block('div', { class: 'footnote' }, () => {
        ink.write(`[${node.label ?? node.identifier}] `);
        writeTight(ink, node.children, write);
      });
      break;
    default:
      // A definition shows itself in the links that use it; all else stands inside the blocks above.
      break;
  }
}

/** Paragraphs without room around them, as a list has them. */
function writeTight(ink: Ink, blocks: readonly Block[], write: WriteInline<Ink>): void {
  for (const [index, block] of blocks.entries()) {
    if (block.type === 'paragraph' && index === 0) write(ink, block.children);
    else writeBlock(ink, block, write);
    ink.apart('\n');
  }
}

function writeList(ink: Ink, list: List, write: WriteInline<Ink>): void {
  const first = list.start ?? 1;
  const start = list.ordered && first !== 1 ? { start: String(first) } : {};
  const items = () => {
    for (const [position, item] of list.children.entries()) {
      ink.block(
        'li',
        {},
        () => writeItem(ink, item, list.ordered ? `${first + position}. ` : '• ', write),
        '\n',
      );
    }
  };
  ink.block(list.ordered ? 'ol' : 'ul', start, items, ink.isIn('li') ? '\n' : '\n\n');
}

function writeItem(ink: Ink, item: ListItem, marker: string, write: WriteInline<Ink>): void {
  if (typeof item.checked === 'boolean') ink.write(item.checked ? '☑ ' : '☐ ');
  else ink.hint(marker);
  writeTight(ink, item.children, write);
}

function writeQuote(ink: Ink, quote: Blockquote, write: WriteInline<Ink>): void {
  const callout = calloutOf(quote);
  if (callout === undefined) {
    ink.block('blockquote', {}, () => writeBlocks(ink, quote.children, write));
    return;
  }
  const { title, body } = callout;
  ink.block('details', {}, () => {
    ink.block('summary', {}, () => ink.write(title), '\n');
    writeBlocks(ink, body, write);
  });
}

function writeCode(ink: Ink, code: Code): void {
  const name = codeLanguage(code);
  const named = name === undefined ? {} : { class: `language-${name}` };
  ink.block('pre', {}, () => ink.inline('code', named, () => ink.verbatim(code.value)));
}

import type { BlockContent, Blockquote, DefinitionContent, List, ListItem, Root, RootContent } from 'mdast';
import { calloutOf } from './callout.ts';
import { codeLanguage } from './code-language.ts';
import type { Ink, Pen } from './pen.ts';
import { inlineWriter } from './write-inline.ts';

/** How far a nested list stands in. */
const nesting = '    ';

/** Writes a whole tree into the ink, as the pen shows it. */
export function writeTree<Into extends Ink>(root: Root, ink: Into, pen: Pen<Into>): void {
  const writeInline = inlineWriter(pen, root);

  const writeBlocks = (blocks: readonly (BlockContent | DefinitionContent)[], lines: 1 | 2) => {
    for (const block of blocks) {
      writeBlock(block);
      ink.break(lines);
    }
  };

  const marker = (list: List, item: ListItem, position: number) => {
    if (typeof item.checked === 'boolean') return item.checked ? pen.boxes.done : pen.boxes.open;
    return list.ordered ? `${(list.start ?? 1) + position}. ` : pen.bullet;
  };

  const writeList = (list: List) => {
    for (const [position, item] of list.children.entries()) {
      pen.sign(ink, marker(list, item, position));
      // Loose or tight, a list looks the same: an empty line that comes late must not move what people have read.
      ink.indented(nesting, () => writeBlocks(item.children, 1));
      ink.break(1);
    }
  };

  const writeQuote = (quote: Blockquote) => {
    const callout = calloutOf(quote);
    if (callout === undefined) {
      pen.quote(ink, () => writeBlocks(quote.children, 2));
      return;
    }
    const { title, body } = callout;
    pen.folded(ink, () => {
      writeInline(ink, [{ type: 'strong', children: [{ type: 'text', value: title }] }]);
      ink.break(body[0]?.type === 'paragraph' ? 1 : 2);
      writeBlocks(body, 2);
    });
  };

  const writeBlock = (node: RootContent): void => {
    switch (node.type) {
      case 'paragraph':
        writeInline(ink, node.children);
        break;
      case 'heading':
        pen.heading(ink, node.depth, () => writeInline(ink, node.children));
        break;
      case 'list':
        writeList(node);
        break;
      case 'blockquote':
        writeQuote(node);
        break;
      case 'code':
        pen.fence(ink, node.value, codeLanguage(node));
        break;
      case 'html':
        ink.write(node.value);
        break;
      case 'table':
        pen.table(ink, node, writeInline);
        break;
      case 'thematicBreak':
        pen.sign(ink, pen.rule);
        break;
      case 'footnoteDefinition':
        ink.write(`[${node.label ?? node.identifier}] `);
        writeBlocks(node.children, 1);
        break;
      default:
        // A definition shows itself in the links that use it; all else stands inside the blocks above.
        break;
    }
  };

  for (const node of root.children) {
    writeBlock(node);
    ink.seam();
  }
}

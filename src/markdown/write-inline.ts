import type { Definition, PhrasingContent, Root } from 'mdast';
import type { Ink, InlinePen, WriteInline } from './pen.ts';

/** Writes what stands inside of the blocks of a tree, as the pen shows it. */
export function inlineWriter<Into extends Pick<Ink, 'write'>>(
  pen: InlinePen<Into>,
  root: Root,
): WriteInline<Into> {
  const definitions = definitionsIn(root);
  const write: WriteInline<Into> = (ink, nodes) => {
    for (const node of nodes) writeOne(ink, node);
  };
  const linked = (ink: Into, identifier: string, body: () => void) => {
    const url = definitions.get(identifier)?.url;
    if (url === undefined) body();
    else pen.link(ink, url, body);
  };
  const writeOne = (ink: Into, node: PhrasingContent): void => {
    switch (node.type) {
      case 'text':
        ink.write(node.value);
        break;
      case 'strong':
      case 'emphasis':
      case 'delete':
        pen.emphasis(ink, node, write);
        break;
      case 'inlineCode':
        pen.code(ink, node.value);
        break;
      case 'break':
        ink.write('\n');
        break;
      case 'html':
        ink.write(/^<br\s*\/?>$/i.test(node.value) ? '\n' : node.value);
        break;
      case 'link':
        pen.link(ink, node.url, () => write(ink, node.children));
        break;
      case 'linkReference':
        linked(ink, node.identifier, () => write(ink, node.children));
        break;
      // A picture is never loaded: it is a link with the words that describe it.
      case 'image':
        pen.link(ink, node.url, () => ink.write(node.alt || node.url));
        break;
      case 'imageReference':
        linked(ink, node.identifier, () => ink.write(node.alt || node.identifier));
        break;
      case 'footnoteReference':
        ink.write(`[${node.label ?? node.identifier}]`);
        break;
      default:
        node satisfies never;
    }
  };
  return write;
}

/** Link targets that stand elsewhere in the text (`[label]: https://…`), by identifier. */
function definitionsIn({ children }: Root): ReadonlyMap<string, Definition> {
  const found = children.filter((node): node is Definition => node.type === 'definition');
  return new Map(found.map(node => [node.identifier, node]));
}

import type { Link, Nodes, PhrasingContent, Root, Text } from 'mdast';

/** GitHub ends an address at a blank; Chinese writes none, so its punctuation ends one too. */
const address = /(?<![A-Za-z0-9_])(?:https?:\/\/|www\.)[^\s<>"，。；：！？、（）《》「」『』【】“”‘’…]+/gi;

/** How much of what was found is the address: punctuation behind it, and brackets opened before it, belong to the text. */
function addressLength(found: string): number {
  let length = found.length;
  const count = (mark: string) => found.slice(0, length).split(mark).length;
  for (; length > 0; length -= 1) {
    const last = found.charAt(length - 1);
    if (last === ')' ? count('(') >= count(')') : !/[?!.,:;*_~'\]]/.test(last)) break;
  }
  return length;
}

function link(value: string): Link {
  const url = value.startsWith('http') ? value : value.replace(/^www/i, 'http://www');
  return { type: 'link', url, title: null, children: [{ type: 'text', value }] };
}

function split({ value }: Text): PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  let from = 0;
  for (const { 0: found, index } of value.matchAll(address)) {
    const to = index + addressLength(found);
    if (!/[\p{L}\p{N}]/u.test(value.slice(index, to).replace(/^(?:https?:\/\/|www\.)/i, ''))) continue;
    if (index > from) parts.push({ type: 'text', value: value.slice(from, index) });
    parts.push(link(value.slice(index, to)));
    from = to;
  }
  if (from < value.length) parts.push({ type: 'text', value: value.slice(from) });
  return parts;
}

/**
 * Turns bare addresses (`https://…`, `www.…`) in a tree's text into links, in place. Done after parsing, unlike in
 * GitHub's tokenizer, which takes the `**` behind an address for a part of it.
 */
export function linkAddresses(node: Root | Nodes): void {
  if (!('children' in node) || node.type === 'link' || node.type === 'linkReference') return;
  const linked = (node.children as Nodes[]).flatMap((child): Nodes[] => {
    if (child.type === 'text' && /:\/\/|www\./i.test(child.value)) return split(child);
    linkAddresses(child);
    return [child];
  });
  node.children = linked as typeof node.children;
}

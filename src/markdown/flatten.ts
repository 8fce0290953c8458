import type { Nodes } from 'mdast';

const emphases: ReadonlySet<string> = new Set(['strong', 'emphasis', 'delete']);

/** Takes what is bold out of what is bold already, and so on, in place: nothing in it looks different. */
export function flattenEmphasis(node: Nodes, around: ReadonlySet<string> = new Set()): void {
  if (!('children' in node)) return;
  const inside = emphases.has(node.type) ? new Set([...around, node.type]) : around;
  const flat = (node.children as Nodes[]).flatMap((child): Nodes[] => {
    flattenEmphasis(child, inside);
    return inside.has(child.type) && 'children' in child ? (child.children as Nodes[]) : [child];
  });
  node.children = flat as typeof node.children;
}

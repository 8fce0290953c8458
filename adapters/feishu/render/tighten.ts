import type { PhrasingContent } from 'mdast';

/** What stands in emphasis, and what has to stand outside. */
export interface Tightened {
  readonly before: readonly PhrasingContent[];
  readonly inside: readonly PhrasingContent[];
  readonly after: readonly PhrasingContent[];
}

const leading = /^[\p{P}\p{S}\s]+/u;
const trailing = /[\p{P}\p{S}\s]+$/u;

/**
 * Moves punctuation and code at the edges of emphasis out of it: `**重要：**请` becomes `**重要**：请`. A parser of
 * CommonMark's rules leaves the first as it is, asterisks and all, for want of a blank behind the colon; nobody says which
 * rules Feishu's has. The second is bold by any rules, at the price of a colon that is not. It is done at every edge,
 * whatever stands beside it: what comes later must not change what has been read.
 */
export function tighten(children: readonly PhrasingContent[]): Tightened {
  const before: PhrasingContent[] = [];
  const after: PhrasingContent[] = [];
  const inside = [...children];
  for (let first = inside[0]; first; first = inside[0]) {
    const split = peel(first, leading, 'start');
    if (!split) break;
    before.push(...split.outside);
    inside.splice(0, 1, ...split.rest);
    if (split.rest.length > 0) break;
  }
  for (let last = inside.at(-1); last; last = inside.at(-1)) {
    const split = peel(last, trailing, 'end');
    if (!split) break;
    after.unshift(...split.outside);
    inside.splice(-1, 1, ...split.rest);
    if (split.rest.length > 0) break;
  }
  return { before, inside, after };
}

/** What of an edge goes out; undefined where nothing must. */
function peel(
  node: PhrasingContent,
  pattern: RegExp,
  edge: 'start' | 'end',
): { readonly outside: PhrasingContent[]; readonly rest: PhrasingContent[] } | undefined {
  if (node.type !== 'text') {
    return node.type === 'inlineCode' || node.type === 'break' ? { outside: [node], rest: [] } : undefined;
  }
  const signs = pattern.exec(node.value)?.[0];
  if (signs === undefined) return undefined;
  const kept =
    edge === 'start' ? node.value.slice(signs.length) : node.value.slice(0, node.value.length - signs.length);
  return {
    outside: [{ type: 'text', value: signs }],
    rest: kept === '' ? [] : [{ type: 'text', value: kept }],
  };
}

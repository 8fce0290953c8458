import type { PhrasingContent } from 'mdast';
import type { Emphasised } from '../pen.ts';

/** What stays in emphasis, and what has to stand outside. */
export interface Tightened {
  readonly before: readonly PhrasingContent[];
  readonly inside: readonly PhrasingContent[];
  readonly after: readonly PhrasingContent[];
}

/**
 * Moves punctuation, code and links at the edges of emphasis out of it: `**重要：**请` becomes `**重要**：请`. A parser of
 * CommonMark's rules leaves the first as it is, asterisks and all, for want of a blank behind the colon; nobody says which
 * rules Feishu's has. The second is bold by any rules, at the price of a colon that is not. It is done at every edge,
 * whatever stands beside it: what comes later must not change what has been read.
 */
export function tighten(node: Emphasised): Tightened {
  const before: PhrasingContent[] = [];
  const after: PhrasingContent[] = [];
  let inside: PhrasingContent[] = [...node.children];
  for (let edge = peel(node, inside[0], 'start'); edge; edge = peel(node, inside[0], 'start')) {
    before.push(...edge.outside);
    inside = [...edge.rest, ...inside.slice(1)];
  }
  for (let edge = peel(node, inside.at(-1), 'end'); edge; edge = peel(node, inside.at(-1), 'end')) {
    after.unshift(...edge.outside);
    inside = [...inside.slice(0, -1), ...edge.rest];
  }
  return { before, inside, after };
}

interface Peeled {
  readonly outside: readonly PhrasingContent[];
  readonly rest: readonly PhrasingContent[];
}

/** What goes out of the first or last piece; undefined where nothing must. */
function peel(
  around: Emphasised,
  node: PhrasingContent | undefined,
  edge: 'start' | 'end',
): Peeled | undefined {
  if (node === undefined) return undefined;
  switch (node.type) {
    case 'text':
      return peelText(node.value, edge);
    case 'strong':
    case 'emphasis':
    case 'delete': {
      const { before, inside, after } = tighten(node);
      if (inside.length === 0) return { outside: [...before, ...after], rest: [] };
      const kept = { ...node, children: [...inside] };
      if (edge === 'start')
        return before.length === 0 ? undefined : { outside: before, rest: [kept, ...after] };
      return after.length === 0 ? undefined : { outside: after, rest: [...before, kept] };
    }
    case 'link':
    case 'linkReference':
      // The emphasis goes along, inside the brackets.
      return { outside: [{ ...node, children: [{ ...around, children: node.children }] }], rest: [] };
    default:
      return { outside: [node], rest: [] };
  }
}

function peelText(value: string, edge: 'start' | 'end'): Peeled | undefined {
  const signs = value.match(
    edge === 'start' ? /^[\p{P}\p{S}\s]+/u : /(?<![\p{P}\p{S}\s])[\p{P}\p{S}\s]+$/u,
  )?.[0];
  if (signs === undefined) return undefined;
  const kept = edge === 'start' ? value.slice(signs.length) : value.slice(0, value.length - signs.length);
  return {
    outside: [{ type: 'text', value: signs }],
    rest: kept === '' ? [] : [{ type: 'text', value: kept }],
  };
}

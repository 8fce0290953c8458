import type { Cell } from './cells.ts';

/** Punctuation that begins no line, and that ends none. */
const endsSomething = /^[，。、；：？！…·」』）》】〉”’,.;:?!)\]}%]/;
const beginsSomething = /^[「『（《【〈“‘([{]/;

/** Breaks one line into lines of at most `columns`: between words, and between Chinese characters. */
export function wrap(line: readonly Cell[], columns: number): Cell[][] {
  const lines: Cell[][] = [];
  let current: Cell[] = [];
  const hasRoom = ({ width }: Cell) => widthOf(current) + width <= columns;
  for (const cell of line) {
    if (cell.text === ' ' && !hasRoom(cell)) {
      lines.push(current);
      current = [];
      continue;
    }
    // Once is not enough where the last good place is near the line's beginning.
    while (!hasRoom(cell)) {
      const at = breakBefore(current, cell);
      lines.push(current.slice(0, at));
      current = current.slice(at);
    }
    current.push(cell);
  }
  return [...lines, current];
}

/** Where to break so that `next` comes on a new line: the last good place, else right here. */
function breakBefore(line: readonly Cell[], next: Cell): number {
  for (let at = line.length; at > 0; at -= 1) {
    const before = line[at - 1];
    const after = line[at] ?? next;
    if (before && mayBreak(before, after)) return at;
  }
  return line.length;
}

function mayBreak(before: Cell, after: Cell): boolean {
  if (before.text === ' ') return true;
  if (endsSomething.test(after.text) || beginsSomething.test(before.text)) return false;
  return before.width === 2 || after.width === 2;
}

const widthOf = (cells: readonly Cell[]) => cells.reduce((sum, { width }) => sum + width, 0);

/** How a platform writes the two ends of a style. */
export interface Marks<Style> {
  opening(style: Style): string;
  closing(style: Style): string;
}

/** How many of the styles that are open stay so for the next span: the outer ones that both have. */
export function sharedDepth<Style>(open: readonly Style[], next: readonly Style[]): number {
  let depth = 0;
  while (depth < open.length && open[depth] === next[depth]) depth += 1;
  return depth;
}

/** What stands between two spans: the inner styles of the first are closed in order, those of the next opened. */
export function turning<Style>(
  open: readonly Style[],
  next: readonly Style[],
  { opening, closing }: Marks<Style>,
): string {
  const shared = sharedDepth(open, next);
  const ends = open.slice(shared).reverse().map(closing);
  return [...ends, ...next.slice(shared).map(opening)].join('');
}

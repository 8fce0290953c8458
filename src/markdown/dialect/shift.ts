/**
 * Lines that stand in, because of a list, mean code where their list is not on the page, or was ended by a fence. Moves
 * them back as far as the first of them stood in.
 */
export interface Shift {
  /** A line's beginning, or what is left of it where the page begins. */
  line(text: string): string;
  /** Text without such a beginning, in a line that stands in so far. */
  within(margin: string): void;
  /** What follows stands on its own again. */
  reset(): void;
}

/** @param moves whether it moves anything */
export function openShift(moves: boolean): Shift {
  let shift: number | undefined = moves ? undefined : 0;
  const blanksOf = (margin: string) => margin.length - margin.trimStart().length;
  return {
    line(text) {
      const feed = text.lastIndexOf('\n') + 1;
      if (feed === 0 && shift !== undefined) return text;
      const margin = text.slice(feed);
      shift = Math.min(shift ?? Number.POSITIVE_INFINITY, blanksOf(margin));
      return text.slice(0, feed) + margin.slice(shift);
    },
    within(margin) {
      shift ??= blanksOf(margin);
    },
    reset() {
      if (moves) shift = undefined;
    },
  };
}

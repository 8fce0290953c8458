/** How far an answer has come when its end is to be shown. */
export interface Progress {
  /** How many pages the answer has. */
  readonly pages: number;
  /** How many of its first pages stand in cards, and how many of these must still change. */
  readonly cards: number;
  readonly changing: number;
  /** Whether pages behind these stand in messages already. */
  readonly spilled: boolean;
  /** How many billable calls the answer may still cost. */
  readonly left: number;
}

/**
 * How many pages stand in cards in the end: as many as there are calls for, one at least. The rest comes as messages,
 * which cost no call.
 */
export function cardsAtEnd({ pages, cards, changing, spilled, left }: Progress): number {
  if (spilled) return Math.min(pages, cards);
  const more = Math.max(left - changing, cards === 0 ? 1 : 0);
  return Math.min(pages, cards + more);
}

/** A page of a card, UTF-8 bytes: DingTalk does not say how much one holds. Projects send it as much and more. */
const firstBytes = 12_000;
/** A card that holds less than this is refused for something else. */
const leastBytes = 500;

/** How much text a card holds, as far as this process has learned. */
export interface CardSize {
  readonly bytes: number;
  /** So much was too much: less is tried from now on. @returns how much; undefined when that was as little as makes sense */
  tooMuch(bytes: number): number | undefined;
}

export function openCardSize(): CardSize {
  let known = firstBytes;
  return {
    get bytes() {
      return known;
    },
    tooMuch(bytes) {
      if (bytes <= leastBytes) return undefined;
      known = Math.min(known, Math.max(leastBytes, Math.floor(bytes / 2)));
      return known;
    },
  };
}

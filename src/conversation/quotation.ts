/** Letters and digits that are looked for in a row. */
const inARow = 12;
/** What is shorter than this is anybody's. */
const shortest = 4;
/** As much of a quotation must be in one text: models have their phrases. */
const share = 1 / 2;

/** A heading, and lines that are quoted: see `composeQuestion`. */
const opening = /^.*\n((?:> .*(?:\n|$))+)/;

/** The quoted message that stands above a round's question. `''`: none. */
export function quotationIn(question: string): string {
  const lines = opening.exec(question)?.[1] ?? '';
  return lines.replace(/^> /gm, '');
}

/** What the person asked themselves. */
export function withoutQuotation(question: string): string {
  return question.replace(opening, '');
}

/**
 * Whether a quotation is taken from one of the texts, by its letters and digits: what a platform shows of an answer has
 * lost its marks, may be cut, and carries words of ours.
 */
export function quotesFrom(texts: readonly string[]): (quotation: string) => boolean {
  const sources = texts.map(bare);
  return quotation => {
    const quoted = bare(quotation);
    if (quoted.length < shortest) return false;
    const parts = partsOf(quoted);
    return sources.some(source => parts.filter(part => source.includes(part)).length >= share * parts.length);
  };
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Side by side; a rest that is shorter is left out. */
function partsOf(text: string): string[] {
  if (text.length < inARow) return [text];
  const count = Math.floor(text.length / inARow);
  return Array.from({ length: count }, (_, i) => text.slice(i * inARow, (i + 1) * inARow));
}

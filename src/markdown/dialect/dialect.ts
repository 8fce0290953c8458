/** Where a piece of text stands. */
export interface Place {
  /** It begins a line, where more characters mean something. */
  readonly lineStart: boolean;
  /** It is the label of a link. */
  readonly inLink: boolean;
  /** A link comes next, which a `!` before it would make a picture. */
  readonly beforeLink: boolean;
  /** Whether the sign at an offset would be taken for emphasis, or for code; UTF-16 units. */
  isSign(offset: number): boolean;
  /** Whether it is known what stands beside it; otherwise it takes as much room as it ever could. */
  readonly isKnown: boolean;
}

/** How one platform spells Markdown. */
export interface Dialect {
  /** Text, so that nothing in it is taken for markup; it may have several lines. */
  text(text: string, place: Place): string;
  /** A line break inside of a paragraph: a line feed, and how far the next line stands in. */
  newline(text: string): string;
  /** What stands in a block of code, or among backticks, when code is not safe as it is. */
  code(code: string): string;
  /** `|` inside of a table's cell. */
  readonly bar: string;
  /** More tables on one page are drawn. */
  readonly tablesAtMost: number;
}

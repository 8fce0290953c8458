/** One argument of a command. */
export interface Argument {
  /** Without its quotation marks. */
  readonly text: string;
  /** Where it stands in what was split, with its marks: from `from` up to, not including, `to`. */
  readonly from: number;
  readonly to: number;
}

/** White space, and the comma of either script between two arguments. */
const gap = /[\s,，]/;

/** As people write them on either keyboard; what opens one way is closed one way. */
const closing: Readonly<Record<string, string>> = { '"': '"', '“': '”', '「': '」' };

/**
 * Splits what follows a command: at white space and commas, but not between "…", “…” or 「…」 where these enclose a whole
 * argument. A mark that is never closed is a letter like others.
 */
export function splitArguments(text: string): Argument[] {
  const found: Argument[] = [];
  let at = 0;
  while (at < text.length) {
    if (gap.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const argument = quotedAt(text, at) ?? wordAt(text, at);
    found.push(argument);
    at = argument.to;
  }
  return found;
}

/** What is written, without the marks that enclose all of it. */
export function unquoted(text: string): string {
  const trimmed = text.trim();
  const whole = quotedAt(trimmed, 0);
  return whole?.to === trimmed.length ? whole.text : trimmed;
}

function quotedAt(text: string, from: number): Argument | undefined {
  const close = closing[text.charAt(from)];
  if (close === undefined) return undefined;
  const end = text.indexOf(close, from + 1);
  if (end < 0 || !isEnd(text, end + 1)) return undefined;
  return { text: text.slice(from + 1, end), from, to: end + 1 };
}

function wordAt(text: string, from: number): Argument {
  let to = from;
  while (!isEnd(text, to)) to += 1;
  return { text: text.slice(from, to), from, to };
}

function isEnd(text: string, at: number): boolean {
  return at >= text.length || gap.test(text.charAt(at));
}

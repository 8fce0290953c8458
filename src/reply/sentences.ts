import { InlineMarks } from './inline-marks.ts';

/** A run of text longer than this without a pause may be shown at a comma or a blank, UTF-16 units. */
const longRunUnits = 80;

const closingOf = new Map(
  ['“”', '‘’', '「」', '『』', '（）', '《》', '【】', '()', '""'].map(pair => [pair[0], pair[1]]),
);

/** Before a full stop, these end no sentence: `e.g.`, `Dr.`, a single capital letter, the number of a list's item. */
const abbreviation =
  /(?:^|[^\p{L}])(?:e\.g|i\.e|etc|vs|cf|al|Mr|Mrs|Ms|Dr|Prof|St|No|Fig|[A-Z])$|^[\t >]*\d+$/u;

/** A line that is shown whole, since half of it would look different: a fence, a row of a table. */
const fence = /^[\t >]*(?:(?:[-*+]|\d{1,9}[.)])[\t ]+)?(`{3,}(?=[^`]*$)|~{3,})/;
const row = /^[\t >]*\|/;

/** The beginning of a line which does not yet tell whether it is one of those. */
const undecided = /^[\t >]*(?:(?:[-*+]|\d{1,9}[.)]?)[\t ]*)?(?:`{0,2}|~{0,2})$/;

/** A line that ends the paragraph before it. */
const blockStart = /^[\t ]*(?:#|>|[-*+][\t ]|\d{1,9}[.)][\t ])/;

/** A line of the text; `complete` once its line feed, at `end`, is there. */
interface Line {
  readonly start: number;
  readonly end: number;
  readonly complete: boolean;
}

/** A pause at the end of a line, where nothing is open but perhaps a fence: what follows may be read from there. */
interface Halt {
  readonly at: number;
  readonly openFence: string | undefined;
}

const beginning: Halt = { at: 0, openFence: undefined };

/** See `lastPause`. */
export type LastPause = (text: string) => number;

/** Reads one answer while it grows: its lines are not read again with each chunk. */
export function openLastPause(): LastPause {
  let halt = beginning;
  let read = '';
  return text => {
    if (!text.startsWith(read)) halt = beginning;
    const found = readOn(text, halt);
    halt = found.halt;
    read = text.slice(0, halt.at);
    return found.pause;
  };
}

/**
 * How much of a growing answer a reader would accept to see now, UTF-16 units: up to the last sentence or line that is
 * complete. What belongs together stays together: closing quotes with their sentence, emphasis, code spans and links
 * with their other half, rows of a table, lines of code.
 *
 * The text is read from the left, and only as far as nothing that may come could change what has been read. So a
 * pause remains one, however the text arrives; the end of the answer is for the caller to show.
 */
export const lastPause: LastPause = text => readOn(text, beginning).pause;

function readOn(text: string, from: Halt): { pause: number; halt: Halt } {
  const marks = new InlineMarks();
  let { at: pause, openFence } = from;
  let halt = from;

  for (let start = from.at; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const line = { start, end: feed < 0 ? text.length : feed, complete: feed >= 0 };
    const content = text.slice(start, line.end);
    const found = content.match(fence)?.[1];
    const whole = openFence !== undefined || found !== undefined || row.test(content);
    if (!line.complete && (whole || undecided.test(content))) return { pause, halt };

    if (whole) {
      marks.reset();
      openFence = openFence === undefined ? found : closesFence(content, openFence) ? undefined : openFence;
    } else {
      if (blockStart.test(content) || content.trim() === '') marks.reset();
      pause = lastPauseInLine(text, line, pause, marks);
    }
    if (line.complete && !marks.holds(line.end)) {
      pause = line.end + 1;
      halt = { at: pause, openFence };
    }
    start = line.end + 1;
  }
  return { pause, halt };
}

function closesFence(content: string, openFence: string): boolean {
  const bare = content.replace(/^[\t >]*/, '').trimEnd();
  return bare.startsWith(openFence) && bare === openFence.charAt(0).repeat(bare.length);
}

/** @returns the last pause in the line, or `pause`, the one before it. */
function lastPauseInLine(text: string, line: Line, pause: number, marks: InlineMarks): number {
  const quotes: string[] = [];
  // Whether a sentence has just ended, perhaps with quotes or emphasis still to be closed: by a mark that says so
  // itself, or by one that says so only before a blank.
  let ended: 'no' | 'surely' | 'before-blank' = 'no';
  let last = pause;

  for (let at = line.start; at < line.end; ) {
    const piece = marks.take(text, at, line.end, line.complete);
    if (piece === undefined) return last;
    const mark = text.charAt(at);
    const closes = piece.closes || (quotes.at(-1) === mark && quotes.pop() !== undefined);
    at = piece.next;
    if (!closes) {
      const closing = closingOf.get(mark);
      if (closing !== undefined) quotes.push(closing);
      ended = endOf(mark, text.slice(line.start, at - 1));
    }
    if (marks.holds(at)) continue;

    const next = text.charAt(at);
    const known = at < line.end || line.complete;
    if (ended === 'surely' && quotes.length > 0 && !known) return last;
    const quoteGoesOn = quotes.length > 0 && next === quotes.at(-1);
    if (ended === 'surely' && !quoteGoesOn) last = at;
    if (ended === 'before-blank' && /\s/.test(next)) last = at;
    if (/[，、\s]/.test(mark) && at - last > longRunUnits) last = at;
  }
  return last;
}

/** @param before the line up to the mark. */
function endOf(mark: string, before: string): 'no' | 'surely' | 'before-blank' {
  if (/[。！？；…]/.test(mark)) return 'surely';
  if (mark === '!' || mark === '?') return 'before-blank';
  return mark === '.' && !abbreviation.test(before) ? 'before-blank' : 'no';
}

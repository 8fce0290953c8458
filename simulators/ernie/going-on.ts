import type { Message, Prompt } from './vocabulary.ts';

/** A question that wants the last answer to go on. */
const goOn = /^(请?继续|(please )?(go on|continue))/i;

/** An answer that is said in parts. */
export interface InParts {
  /** The prompt whose answer is said: the one before all the questions that wanted it to go on. */
  readonly prompt: Prompt;
  /** What was said of it so far. */
  readonly said: readonly string[];
}

/** Looks back over 继续 and the like to the question whose answer goes on. */
export function inParts(prompt: Prompt): InParts {
  const messages = [...prompt.messages];
  const said: string[] = [];
  while (messages.length > 2 && isGoingOn(messages.at(-1)) && isText(messages.at(-2))) {
    messages.pop();
    said.unshift(messages.pop()?.content ?? '');
  }
  return { prompt: { ...prompt, messages }, said };
}

const isGoingOn = (message: Message | undefined) => message?.role === 'user' && goOn.test(message.content);
const isText = (message: Message | undefined) => message?.role === 'assistant' && message.content !== '';

/**
 * The part of a text that comes next: `#truncate=40,90` cuts it after so many characters, and `#overlap=5` repeats the
 * last five of what was said; `undefined` where the question asks for neither.
 */
export function nextPart(
  question: string,
  text: string,
  said: readonly string[],
): { readonly text: string; readonly truncated: boolean } | undefined {
  const wish = /#truncate=([\d,]+)/.exec(question)?.[1];
  if (wish === undefined) return undefined;
  const overlap = Number(/#overlap=(\d+)/.exec(question)?.[1] ?? 0);
  const from = said.reduce((offset, part) => endOf(part, text, offset, overlap), 0);
  const to = wish
    .split(',')
    .map(cut => whole(text, Number(cut)))
    .find(cut => cut > from && cut < text.length);
  const start = whole(text, Math.max(0, from - overlap));
  return { text: text.slice(start, to), truncated: to !== undefined };
}

/** Where the part that was said ends, also if it was trimmed; what is not found there was altered, and does not count. */
function endOf(part: string, text: string, offset: number, overlap: number): number {
  for (const said of [part, part.trim()]) {
    const found = text.indexOf(said, Math.max(0, offset - overlap));
    if (found >= 0) return found + said.length;
  }
  return offset;
}

/** The index, or the one before it where it would tear a character apart. */
function whole(text: string, index: number): number {
  return /^[\uDC00-\uDFFF]/.test(text.slice(index, index + 1)) ? index - 1 : index;
}

import type { FunctionSpec, PromptMessage } from './model.ts';

/** Scripts that are written without blanks between words: one token for each character, as with Han. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const wordlike = /[\p{L}\p{M}\p{N}_]/u;
const white = /\s/u;

/** How a character is counted. */
const [single, inWord, blank] = [1, 2, 3];

/** A key or a hash is not one token: a word costs as one for every so many characters begun. */
const wordLength = 12;
/** The first blank of a run is free; so many further ones cost a token. */
const blanksForOne = 16;

/** Kinds by code point, 0 until one is met: asking the expressions each time would take eight times as long. */
const kinds = new Uint8Array(0x10000);

function kindOf(codePoint: number): number {
  const known = kinds[codePoint];
  if (known) return known;
  const character = String.fromCodePoint(codePoint);
  const isWord = wordlike.test(character) && !unspaced.test(character);
  const kind = isWord ? inWord : white.test(character) ? blank : single;
  kinds[codePoint] = kind; // lost for the rare ones beyond the table
  return kind;
}

/**
 * How many tokens a text costs: Han characters + 1.3 × words, rounded up, as Baidu's document of ERNIE-Bot-4 says.
 * What the document leaves open is counted on the safe side: whatever else can be seen (punctuation, emoji) counts
 * like a Han character.
 */
export function estimateTokens(text: string): number {
  // In tenths: 1.3 has no exact binary form, and the sum is rounded up.
  let tenths = 0;
  let last = 0;
  /** Characters of the same kind right before this one. */
  let run = 0;
  for (let at = 0; at < text.length; ) {
    const codePoint = text.codePointAt(at) as number;
    const kind = kindOf(codePoint);
    run = kind === last ? run + 1 : 0;
    if (kind === single) tenths += 10;
    else if (kind === inWord && run % wordLength === 0) tenths += 13;
    else if (kind === blank && run % blanksForOne === 1) tenths += 10;
    last = kind;
    at += codePoint > 0xffff ? 2 : 1;
  }
  return Math.ceil(tenths / 10);
}

/** What a message of a prompt costs, with what it wants called. */
export function messageTokens(message: PromptMessage): number {
  const calls = message.role === 'assistant' ? (message.calls ?? []) : [];
  const called = calls.map(({ name, arguments: text, thoughts = '' }) => `${name} ${text} ${thoughts}`);
  return estimateTokens(message.content) + estimateTokens(called.join(' '));
}

/** What it costs to offer a function: vendors count its description and its schemas with every prompt. */
export function specTokens(spec: FunctionSpec): number {
  return estimateTokens(JSON.stringify(spec));
}

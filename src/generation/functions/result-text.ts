import { estimateTokens } from '../../tokens.ts';

/**
 * Half of what ERNIE-Bot-4 (3000 tokens for everything) can bear beside a question, its history and the specs; what a
 * person would quote of a page is shorter.
 */
const resultTokens = 1500;

/** No text of so many tokens has more characters; cleaning megabytes first would be for nothing. */
const longestLooked = 64_000;

/** Control characters but line ends and tabs, those that turn the direction of writing, and halves of characters. */
const unwanted = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu;

const cutMark = '\n…（后面太长，略去）';

/** What a function gave, as the model is told it: a text of at most `tokens`, or the JSON of anything else. */
export function resultText(result: unknown, tokens = resultTokens): string {
  const text = typeof result === 'string' ? result : (JSON.stringify(result) ?? '');
  const clean = text.slice(0, longestLooked).replace(/\r\n?/g, '\n').replace(unwanted, '').trim();
  if (text.length <= longestLooked && estimateTokens(clean) <= tokens) return clean || '（没有内容）';
  return clean.slice(0, fitting(clean, tokens - estimateTokens(cutMark))).replace(/\p{Cs}$/u, '') + cutMark;
}

/** How many characters fit, by halving: the estimate grows with the text. */
function fitting(text: string, tokens: number): number {
  let [fits, tooLong] = [0, text.length + 1];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (estimateTokens(text.slice(0, middle)) <= tokens) fits = middle;
    else tooLong = middle;
  }
  return fits;
}

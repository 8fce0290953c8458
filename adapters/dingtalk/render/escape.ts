import type { Place } from '../../../src/markdown/dialect/dialect.ts';

/** A word joiner: nobody sees it, and no parser takes two signs with it between them for one piece of markup. */
const joiner = '\u2060';

/**
 * Text for DingTalk's Markdown, which says nowhere how a sign is escaped. That a backslash does it, as in CommonMark, is
 * our assumption, and unverified. Where it does not, people see the backslash: so there are as few as possible, and none
 * where CommonMark leaves the sign alone (`snake_case`, `3 * 4`). What could act, a link, a picture or a tag, is taken
 * apart by an entity or a joiner instead, under anybody's rules.
 * @param signs those that mean something there
 */
export function escapeText(text: string, place: Place, signs: RegExp): string {
  const { inLink, beforeLink, isSign, isKnown } = place;
  const brackets = inLink && (!isKnown || !isBalanced(text)) ? /[[\]]/ : never;
  const tags = isKnown ? /<(?=[a-z/!?]|$)/gi : /</g;
  const isEscaped = (sign: string, at: number) => {
    if (sign === '\\') return /^[!-/:-@[-`{-~\n]?$/.test(text.charAt(at + 1));
    return (signs.test(sign) && isSign(at)) || brackets.test(sign);
  };
  return text
    .replace(/[`*_~[\]\\]/g, (sign, at) => (isEscaped(sign, at) ? `\\${sign}` : sign))
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(tags, '&lt;')
    .replace(/\](?=[(:])/g, `]${joiner}`)
    .replace(beforeLink ? /!$/ : never, `!${joiner}`);
}

/** The beginning of a line, so that it begins no block; blanks would make it code, and are no-break ones. */
export function escapeLineStart(line: string): string {
  return line
    .replace(/^[ \t]+/, blanks => '\u00a0'.repeat(blanks.length))
    .replace(/^(?:#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|[-=]+(?=[ \t]*$)|(?:[*_][ \t]*){3,}$|~{3}|`{3})/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** Code keeps its blanks where Markdown would make one of many, or none. */
export function withHardBlanks(code: string): string {
  return code
    .replaceAll('\t', '    ')
    .replace(/^ +| {2,}/gm, blanks => '\u00a0'.repeat(blanks.length))
    .replace(/^$/gm, '\u00a0');
}

/** Code is shown as it is; a joiner keeps an `<at>` in it from calling anybody. */
export const disarmCode = (code: string) => code.replace(/<(?=\/?\s*at\b)/gi, `<${joiner}`);

const never = /(?!)/;

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === '[') depth += 1;
    if (sign === ']') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

import { hiddenSigns } from './hidden-signs.ts';

/**
 * Text as Markdown code on one line: nothing in it is formatted, and a tap copies it on most platforms. What nobody would
 * see in it is marked: an id that has it is another one.
 */
export function codeSpan(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll(hiddenSigns, '\uFFFD').replaceAll(/\s+/g, ' ')}\``;
}

import { graphemes } from './graphemes.ts';

/** More units than that are not looked at: enough for what any list of chats shows. */
const looked = 1000;

/** The first words of a text in one line, for a list of chats. @param length graphemes */
export function firstWords(plain: string, length: number): string {
  const words = plain.slice(0, looked).replaceAll(/\s+/g, ' ').trim();
  const first = [...graphemes.segment(words)].slice(0, length).map(({ segment }) => segment);
  return first.join('') || '…';
}

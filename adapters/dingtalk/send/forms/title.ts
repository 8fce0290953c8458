import { firstWords } from '../../../../src/markdown/first-words.ts';

/** Graphemes of the answer that the list of chats shows. */
const titleLength = 24;

/** What the list of chats shows of a message. @param plain its text without formatting */
export const titleOf = (plain: string): string => firstWords(plain, titleLength);

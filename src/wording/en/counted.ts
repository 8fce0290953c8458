import { count } from '../figures.ts';

/** `1 call`, `1,200 calls`. */
export const counted = (number: number, noun: string, nouns = `${noun}s`) =>
  `${count(number)} ${number === 1 ? noun : nouns}`;

import type { ScreenMessage } from '../simulators/telegram/screen.ts';
import { inSeconds } from './seconds.ts';
import type { Words } from './words/index.ts';

/** How much of a state is told: its end, where it grows. */
const shownCharacters = 48;

/** Tells each state of a reply that has not been told yet, one line for each. @param askedAt ms since the epoch */
export function tellStates(
  replies: () => readonly ScreenMessage[],
  askedAt: number,
  words: Words,
  say: (line: string) => void,
): () => void {
  const told = new Map<number, number>();
  return () => {
    for (const { id, edits } of replies()) {
      for (const { text, at } of edits.slice(told.get(id) ?? 0)) {
        const characters = [...text.replaceAll(/\s+/g, ' ')];
        const end = characters.slice(-shownCharacters).join('');
        const cut = characters.length > shownCharacters ? '…' : '';
        say(`${words.state(inSeconds(at - askedAt), characters.length)} ${cut}${end}`);
      }
      told.set(id, edits.length);
    }
  };
}

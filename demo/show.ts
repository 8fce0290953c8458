import { inSeconds } from './seconds.ts';
import type { Stage } from './stage.ts';
import { steps } from './steps/index.ts';
import type { Words } from './words/index.ts';

/** How much of the bots' log is shown where something went wrong. */
const troublesShown = 10;

/** Plays a short conversation by itself and tells each step. @returns whether all of it went right */
export async function show(stage: Stage, words: Words, say: (line: string) => void): Promise<boolean> {
  const startedAt = performance.now();
  let wrong = 0;
  for (const { tried, play } of steps) {
    try {
      say(`✓ ${await play(stage, words)}`);
    } catch (error) {
      wrong += 1;
      say(`✗ ${tried(words)}: ${error instanceof Error ? error.message : error}`);
    }
  }
  const seconds = inSeconds(performance.now() - startedAt);
  for (const line of wrong === 0 ? [] : stage.journal.troubles(troublesShown)) say(line);
  say(wrong === 0 ? words.allRight(steps.length, seconds) : words.someWrong(wrong, steps.length));
  return wrong === 0;
}

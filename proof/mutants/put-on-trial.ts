import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { judge } from '../judge/judge.ts';
import type { Verdict } from '../judge/verdict.ts';
import { play } from '../town/play.ts';
import type { ShortStory } from './short-story.ts';

export interface Trial {
  readonly verdict: Verdict;
  /** Processes that ended by themselves. */
  readonly deserted: readonly string[];
}

/** Calls of the model that may begin in a second: so few that a bot which does not count makes more on the slowest machine. */
const budget = { calls: 4, perMs: 1000 } as const;
/** Nothing more may come; what a process that wakes up does late, is seen. */
const quietMs = 1000;

/**
 * Plays a short story with the bot of a folder, and has it judged.
 * @param root has the bot's `src` and `adapters`
 * @param folder gets a new one, with Redis's file and the logs @param program path of `redis-server`
 */
export async function putOnTrial(
  { rooms, questions, events, workers, patienceMs }: ShortStory,
  root: string,
  folder: string,
  program: string,
): Promise<Trial> {
  const town = join(folder, 'town');
  await mkdir(town);
  const story = { seed: 0, lastsMs: 0, rooms, questions, events };
  const { evidence, deserted } = await play({
    story,
    workers,
    intakes: 1,
    root,
    folder: town,
    program,
    patienceMs,
    quietMs,
    budget,
  });
  return { verdict: judge(evidence), deserted };
}

import { setTimeout as delay } from 'node:timers/promises';
import type { Evidence } from '../judge/evidence.ts';
import type { Event, Question, Story } from '../story/story.ts';
import { openAsking } from './asked.ts';
import { evidenceOf } from './evidence.ts';
import { Fates } from './fate.ts';
import { happen } from './happen.ts';
import { openTown, type Town, type TownOptions } from './town.ts';

/** How a run stands. */
export interface Progress {
  readonly atMs: number;
  readonly kills: number;
  readonly asked: number;
  readonly open: number;
}

export interface Played {
  readonly evidence: Evidence;
  /** Processes that ended without being told to. */
  readonly deserted: readonly string[];
  /** How long it took in all, milliseconds. */
  readonly tookMs: number;
}

export interface PlayOptions extends Omit<TownOptions, 'decide'> {
  readonly story: Story;
  readonly onProgress?: (progress: Progress) => void;
  /** How long the last answers are waited for, milliseconds. */
  readonly patienceMs: number;
  /** Nothing more may come when all is answered; it is looked for so long. */
  readonly quietMs: number;
}

const lookMs = 500;
const killEachMs = 1000;

/** Plays a story from its first question to the last answer, and tells what was seen. */
export async function play({
  story,
  onProgress,
  patienceMs,
  quietMs,
  ...options
}: PlayOptions): Promise<Played> {
  const fates = new Fates(story);
  let town: Town | undefined;
  const opened = await openTown({
    ...options,
    decide: (call, moment) => (town ? fates.decide(call, moment, town.crew) : 'go on'),
  });
  town = opened;
  try {
    const startedAt = performance.now();
    const passedMs = () => performance.now() - startedAt;
    const asking = openAsking(story, opened);
    const troubles: unknown[] = [];
    const watcher = setInterval(() => {
      const { crew } = opened;
      onProgress?.({
        atMs: passedMs(),
        kills: crew.kills.length,
        asked: asking.asked.length,
        open: asking.open().length,
      });
    }, 10_000);
    const lasting: Promise<void>[] = [];
    for (const act of inOrder(story)) {
      await delay(Math.max(0, act.atMs - passedMs()));
      if ('number' in act) asking.ask(act);
      else lasting.push(happen(act, opened).catch(error => void troubles.push(error)));
    }
    await Promise.all(lasting);
    await killTheRest(fates, opened);
    const deadline = passedMs() + patienceMs;
    while (asking.open().length > 0 && passedMs() < deadline) await delay(lookMs);
    await delay(quietMs);
    clearInterval(watcher);
    await opened.crew.dismiss();
    if (troubles.length > 0) throw new AggregateError(troubles, 'The story could not be played.');
    return {
      evidence: evidenceOf(opened, asking.asked),
      deserted: opened.crew.deserted,
      tookMs: passedMs(),
    };
  } finally {
    await opened.close();
  }
}

const inOrder = ({ questions, events }: Story): (Question | Event)[] =>
  [...questions, ...events].sort((a, b) => a.atMs - b.atMs);

/** Kills that were meant for moments that never came, as when the answer was apologised for: any process will do. */
async function killTheRest(fates: Fates, { crew }: Town): Promise<void> {
  const left = fates.killsLeft;
  for (let kill = 0; kill < left; kill += 1) {
    await delay(killEachMs);
    await crew.kill(crew.slots[kill % crew.slots.length] ?? '');
  }
}

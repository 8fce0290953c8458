import { setTimeout as delay } from 'node:timers/promises';
import type { Evidence } from '../judge/evidence.ts';
import type { Event, Question, Story } from '../story/story.ts';
import { openAsking } from './asking.ts';
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
  /** The last answers are waited for until none has come for so long, milliseconds. */
  readonly patienceMs: number;
  /** Nothing more may come when all is answered; it is looked for so long. */
  readonly quietMs: number;
  /** Ends the run at once; it rejects. */
  readonly signal?: AbortSignal;
}

const progressMs = 10_000;
const killEachMs = 1000;

/** Plays a story from its first question to the last answer, and tells what was seen. */
export async function play({
  story,
  onProgress,
  patienceMs,
  quietMs,
  signal,
  ...options
}: PlayOptions): Promise<Played> {
  const fates = new Fates(story);
  const town = await openTown({ ...options, decide: (...call) => fates.decide(...call) });
  const startedAt = performance.now();
  const passedMs = () => performance.now() - startedAt;
  const pause = (ms: number) => delay(ms, undefined, { signal });
  const asking = openAsking(story, town);
  const watcher = setInterval(() => {
    onProgress?.({
      atMs: passedMs(),
      kills: town.crew.kills.length,
      asked: asking.asked.length,
      open: asking.open().length,
    });
  }, progressMs);
  try {
    const troubles: unknown[] = [];
    const lasting: Promise<void>[] = [];
    for (const act of inOrder(story)) {
      await pause(Math.max(0, act.atMs - passedMs()));
      if ('number' in act) asking.ask(act);
      else lasting.push(happen(act, town).catch(error => void troubles.push(error)));
    }
    await Promise.all(lasting);
    await asking.settled(patienceMs, signal);
    if (await killTheRest(story, town)) await asking.settled(patienceMs, signal);
    await pause(quietMs);
    await town.crew.dismiss();
    if (troubles.length > 0) throw new AggregateError(troubles, 'The story could not be played.');
    return {
      evidence: evidenceOf(town, asking.asked),
      deserted: town.crew.deserted,
      tookMs: passedMs(),
    };
  } finally {
    clearInterval(watcher);
    await town.close();
  }
}

const inOrder = ({ questions, events }: Story): (Question | Event)[] =>
  [...questions, ...events].sort((a, b) => a.atMs - b.atMs);

/**
 * Kills that were meant for moments that never came, as when the answer was apologised for, or found nobody alive: any
 * process will do. @returns how many there were
 */
async function killTheRest({ questions, events }: Story, { crew }: Town): Promise<number> {
  const aimed = questions.filter(({ mishap }) => mishap?.deed.kind === 'kill');
  const told = aimed.length + events.filter(({ kind }) => kind === 'kill').length;
  const missing = () => told - crew.kills.filter(({ until }) => until === undefined).length;
  const rest = missing();
  for (let turn = 0; missing() > 0; turn += 1) {
    await crew.kill(crew.slots[turn % crew.slots.length] ?? '');
    await delay(killEachMs);
  }
  return Math.max(0, rest);
}

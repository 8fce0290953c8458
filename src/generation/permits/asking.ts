import { oneAtATime } from '../../one-at-a-time.ts';
import type { Answer } from './budget.ts';
import type { RedisTime } from './redis-time.ts';
import type { Waiter } from './waiter.ts';

/** Asks Redis for permits, one question at a time. */
export interface Asking {
  enter(waiter: Waiter): void;
  /** Who left before they were entered is not. */
  forget(waiter: Waiter): void;
  /** A sign of life, and a question for all who wait. Returns at once. */
  ask(): void;
  close(): void;
}

interface Needs {
  readonly query: (entrants: readonly Waiter[]) => Promise<Answer>;
  readonly time: RedisTime;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  /** Resolves once this process hears of what it is granted. Never rejects. */
  readonly ready: Promise<unknown>;
  readonly onAnswer: (answer: Answer) => void;
  /** Whether anybody waits who should be asked for again. */
  readonly wanted: () => boolean;
  /** Waits for work that may fail: what it loses is entered anew later. */
  readonly tried: (work: Promise<unknown>) => Promise<void>;
}

/** Round trips before the first permit: one of them is quick enough to tell Redis's time exactly. */
const timeSamples = 5;

export function openAsking({ query, time, now, ready, onAnswer, wanted, tried }: Needs): Asking {
  const entering = new Set<Waiter>();
  let alarm: NodeJS.Timeout | undefined;

  const giveSignOfLife = async (entrants: readonly Waiter[]) => {
    const sentAt = now();
    const answer = await query(entrants);
    time.learn(sentAt, answer.now);
    onAnswer(answer);
    return answer;
  };
  const sample = async () => {
    await ready;
    for (let count = 0; count < timeSamples; count += 1) await giveSignOfLife([]);
  };
  const sampled = tried(sample());

  const askNow = async () => {
    await sampled;
    const entrants = [...entering];
    entering.clear();
    const { again } = await giveSignOfLife(entrants);
    clearTimeout(alarm);
    if (again === undefined || !wanted()) return;
    alarm = setTimeout(ask, Math.ceil(Math.max(0, time.until(again))));
  };
  const ask = oneAtATime(() => tried(askNow()));

  return {
    enter(waiter) {
      entering.add(waiter);
      ask();
    },
    forget: waiter => void entering.delete(waiter),
    ask,
    close: () => clearTimeout(alarm),
  };
}

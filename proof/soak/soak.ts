import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Evidence } from '../judge/evidence.ts';
import type { Story } from '../story/story.ts';
import { openAsking } from '../town/asking.ts';
import { evidenceOf } from '../town/evidence.ts';
import type { Town } from '../town/town.ts';
import { type Sample, takeSample } from './sample.ts';

/** How far a soak has come, and what the bot takes there. */
export interface Look extends Sample {
  /** Minutes from the beginning. */
  readonly minute: number;
  readonly asked: number;
  readonly open: number;
}

export interface SoakOptions {
  readonly onLook: (look: Look) => void;
  /** How long the last answers are waited for, milliseconds. */
  readonly patienceMs: number;
  /** Ends it at once; it rejects. */
  readonly signal: AbortSignal;
}

const minuteMs = 60_000;

/** Plays a calm story: looks at the bot before it, each minute, and when all is answered. @returns what was seen */
export async function soak(
  story: Story,
  town: Town,
  { onLook, patienceMs, signal }: SoakOptions,
): Promise<Evidence> {
  const redis = new Redis({ path: town.redis.url.slice('unix:'.length) });
  const startedAt = performance.now();
  const passedMs = () => performance.now() - startedAt;
  const asking = openAsking(story, town);
  const look = async () => {
    const minute = Math.round(passedMs() / minuteMs);
    const [asked, open] = [asking.asked.length, asking.open().length];
    onLook({ minute, asked, open, ...(await takeSample(town.crew, redis)) });
  };
  try {
    await look();
    let nextLookMs = minuteMs;
    for (const question of story.questions) {
      await delay(Math.max(0, question.atMs - passedMs()), undefined, { signal });
      asking.ask(question);
      if (passedMs() < nextLookMs) continue;
      nextLookMs += minuteMs;
      await look();
    }
    await asking.settled(patienceMs, signal);
    await look();
  } finally {
    redis.disconnect();
  }
  return evidenceOf(town, asking.asked);
}

import type { PlatformName } from '../judge/evidence.ts';
import type { Question } from '../story/story.ts';
import { shortStory } from './short-story.ts';

/** What a dead worker's turn is kept for, and what its successor needs, on a busy machine. */
const takeoverMs = 24_000;
const brief = 4;
/** So many that there is time for a mishap in the middle. */
const long = 40;
/** More than one message may hold. */
const longer = 4 * long;

const direct = (platform: PlatformName) => ({ platform, kind: 'direct', people: 1 }) as const;
const asked = (number: number, more: Partial<Question> = {}): Question => ({
  number,
  atMs: 0,
  room: 0,
  speaker: 0,
  sentences: brief,
  ...more,
});

/**
 * The process that writes an answer stops in the middle, and wakes up when another one has taken over. Somebody else asks
 * late, so that there is time to see what it does.
 */
export const frozen = shortStory({
  rooms: [direct('telegram'), direct('telegram')],
  questions: [
    asked(1, {
      sentences: longer,
      mishap: { at: { side: 'platform', stage: 'arrived', nth: 2 }, deed: { kind: 'freeze', ms: 24_000 } },
    }),
    asked(2, { room: 1, atMs: 33_000 }),
  ],
  workers: 2,
  patienceMs: takeoverMs,
});

/** The process that writes an answer is killed when some of it is to be seen. */
export const killed = shortStory({
  rooms: [direct('telegram')],
  questions: [
    asked(1, {
      sentences: long,
      mishap: { at: { side: 'platform', stage: 'arrived', nth: 2 }, deed: { kind: 'kill' } },
    }),
  ],
  workers: 2,
  patienceMs: takeoverMs,
});

/** A platform delivers a question once more, and the same person has another one. */
export const repeated = shortStory({
  rooms: [direct('telegram')],
  questions: [asked(1, { atMs: 100 }), asked(2, { atMs: 3000 })],
  events: [{ atMs: 0, kind: 'duplicates', platform: 'telegram', count: 1 }],
  patienceMs: 6000,
});

/**
 * A platform delivers a command once more, when it has long been answered, and the same person gives another one. The copy
 * comes first, and what is delayed is the original.
 */
export const commandedAgain = shortStory({
  rooms: [direct('dingtalk')],
  questions: [asked(1, { atMs: 100, sentences: 0 }), asked(2, { atMs: 4000, sentences: 0 })],
  events: [
    { atMs: 0, kind: 'duplicates', platform: 'dingtalk', count: 1 },
    { atMs: 0, kind: 'delays', platform: 'dingtalk', count: 1, ms: 3000 },
  ],
  patienceMs: 6000,
});

/** A question comes when Redis does not answer. */
export const deaf = shortStory({
  rooms: [direct('feishu')],
  questions: [asked(1, { atMs: 500 })],
  events: [{ atMs: 0, kind: 'redis frozen', ms: 6000 }],
  patienceMs: 8000,
});

/** Many ask at once. */
export const crowd = shortStory({
  rooms: Array.from({ length: 20 }, () => direct('telegram')),
  questions: Array.from({ length: 20 }, (_, room) => asked(room + 1, { room })),
});

/** The model refuses the first call, and one answer is longer than a message. */
export const uneven = shortStory({
  rooms: [direct('telegram'), direct('telegram')],
  questions: [
    asked(1, { modelFault: { name: 'code-18', times: 1 } }),
    asked(2, { room: 1, sentences: longer }),
  ],
});

/** One person asks three times, and does not wait for the answers. */
export const impatient = shortStory({
  rooms: [direct('telegram')],
  questions: [asked(1, { sentences: long }), asked(2, { atMs: 100 }), asked(3, { atMs: 200 })],
});

/** The last state of an answer is on its way for long, and its process dies meanwhile. */
export const held = shortStory({
  rooms: [direct('telegram')],
  questions: [
    asked(1, {
      mishap: { at: { side: 'platform', stage: 'arrived', nth: 'last' }, deed: { kind: 'hold', ms: 12_000 } },
    }),
  ],
  events: [{ atMs: 9000, kind: 'kill', slot: 'worker-1' }],
  patienceMs: takeoverMs,
});

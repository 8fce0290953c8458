import type { PlatformName } from '../judge/evidence.ts';
import { Dice } from './dice.ts';
import { happenings } from './happenings.ts';
import { mishaps, modelFault, platformFault } from './mishaps.ts';
import type { Question, Room, Story } from './story.ts';

const platforms: readonly [PlatformName, ...PlatformName[]] = ['telegram', 'feishu', 'dingtalk'];

/** A process is killed so often, so that two cores can start the next one and still work. */
const perKillMs = 2500;
const shortestMs = 20_000;
const questionsPerSecond = 1.6;
const rooms = { least: 100, most: 300 };

export interface Plan {
  readonly seed: number;
  /** How many processes are killed: half of them at a moment of an answer, half at any time. */
  readonly kills: number;
  readonly workers: number;
  readonly intakes: number;
}

/** A story of bad luck. The same plan tells the same story. */
export function tell({ seed, kills, workers, intakes }: Plan): Story {
  const lastsMs = Math.max(shortestMs, kills * perKillMs);
  const aimed = Math.floor(kills / 2);
  const slots = { workers: names('worker', workers), intakes: names('intake', intakes) };
  return {
    seed,
    lastsMs,
    rooms: roomsOf(seed, lastsMs),
    questions: questionsOf(seed, lastsMs, aimed),
    events: happenings(seed, lastsMs, kills - aimed, slots),
  };
}

const names = (role: string, count: number) => Array.from({ length: count }, (_, i) => `${role}-${i + 1}`);

const countOf = (lastsMs: number) => Math.ceil((lastsMs / 1000) * questionsPerSecond);
const roomCountOf = (lastsMs: number) =>
  Math.min(rooms.most, Math.max(rooms.least, Math.floor(countOf(lastsMs) / 5)));

function roomsOf(seed: number, lastsMs: number): Room[] {
  const dice = new Dice(seed, 'rooms');
  return Array.from({ length: roomCountOf(lastsMs) }, (_, index) => {
    const platform = platforms[index % platforms.length] ?? platforms[0];
    const kind = dice.chance(0.6) ? 'direct' : 'group';
    return { platform, kind, people: kind === 'direct' ? 1 : dice.within(2, 5) };
  });
}

function questionsOf(seed: number, lastsMs: number, aimed: number): Question[] {
  const dice = new Dice(seed, 'questions');
  const count = countOf(lastsMs);
  const all = roomsOf(seed, lastsMs);
  const times = Array.from({ length: count }, () => dice.within(0, lastsMs)).sort((a, b) => a - b);
  const struck = mishaps(new Dice(seed, 'mishaps'), count, aimed);
  return times.map((atMs, index) => {
    // A few rooms are noisy: squared, chance falls upon the first ones.
    const room = Math.floor(dice.next() ** 2 * all.length);
    return {
      number: index + 1,
      atMs,
      room,
      speaker: dice.within(0, (all[room]?.people ?? 1) - 1),
      sentences: lengthOf(dice),
      mishap: struck.get(index),
      modelFault: dice.chance(0.08) ? modelFault(dice) : undefined,
      platformFault: dice.chance(0.08) ? platformFault(dice) : undefined,
    };
  });
}

/** Most answers are short, some fill a screen, a few are longer than a message may be. */
function lengthOf(dice: Dice): number {
  const [least, most] = dice.pick([
    [70, [3, 12]],
    [26, [15, 40]],
    [4, [120, 300]],
  ] as const);
  return dice.within(least, most);
}

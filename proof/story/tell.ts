import { withCommands } from './commands.ts';
import { Dice } from './dice.ts';
import { happenings } from './happenings.ts';
import { mishaps, modelFault, platformFault } from './mishaps.ts';
import { platformOf } from './platforms.ts';
import { slotsOf } from './slots.ts';
import type { Question, Room, Story } from './story.ts';

/** A process is killed so often, so that two cores can start the next one and still work. */
const perKillMs = 2500;
const shortestMs = 20_000;
const questionsPerSecond = 1.6;
const noise = 1.4;
const roomCount = { least: 100, most: 300 };

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
  const rooms = roomsOf(seed, lastsMs);
  return {
    seed,
    lastsMs,
    rooms,
    questions: questionsOf(seed, lastsMs, rooms, aimed),
    events: happenings(seed, lastsMs, kills - aimed, slotsOf({ workers, intakes })),
  };
}

const countOf = (lastsMs: number) => Math.ceil((lastsMs / 1000) * questionsPerSecond);
const roomCountOf = (lastsMs: number) =>
  Math.min(roomCount.most, Math.max(roomCount.least, Math.floor(countOf(lastsMs) / 5)));

function roomsOf(seed: number, lastsMs: number): Room[] {
  const dice = new Dice(seed, 'rooms');
  return Array.from({ length: roomCountOf(lastsMs) }, (_, index) => {
    const kind = dice.chance(0.6) ? 'direct' : 'group';
    return { platform: platformOf(index), kind, people: kind === 'direct' ? 1 : dice.within(2, 5) };
  });
}

function questionsOf(
  seed: number,
  lastsMs: number,
  rooms: readonly Room[],
  aimed: number,
): readonly Question[] {
  const dice = new Dice(seed, 'questions');
  const count = countOf(lastsMs);
  const times = Array.from({ length: count }, () => dice.within(0, lastsMs)).sort((a, b) => a - b);
  const struck = mishaps(new Dice(seed, 'mishaps'), count, aimed);
  const questions = times.map((atMs, index) => {
    // Some rooms are noisier: to a power, chance falls upon the first ones.
    const room = Math.floor(dice.next() ** noise * rooms.length);
    return {
      number: index + 1,
      atMs,
      room,
      speaker: dice.within(0, (rooms[room]?.people ?? 1) - 1),
      sentences: lengthOf(dice),
      mishap: struck.get(index),
      modelFault: dice.chance(0.08) ? modelFault(dice) : undefined,
      platformFault: dice.chance(0.08) ? platformFault(dice) : undefined,
    };
  });
  return withCommands(questions, rooms, new Dice(seed, 'commands'));
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

import { Dice } from './dice.ts';
import { platformOf } from './platforms.ts';
import type { Room, Story } from './story.ts';

/** A story in which nothing goes wrong: so many questions in a second, with short answers, in so many chats. */
export function calm(plan: { seed: number; lastsMs: number; perSecond: number; chats: number }): Story {
  const dice = new Dice(plan.seed, 'calm');
  const rooms: Room[] = Array.from({ length: plan.chats }, (_, index) => ({
    platform: platformOf(index),
    kind: 'direct',
    people: 1,
  }));
  const count = Math.floor((plan.lastsMs / 1000) * plan.perSecond);
  return {
    seed: plan.seed,
    lastsMs: plan.lastsMs,
    rooms,
    questions: Array.from({ length: count }, (_, index) => ({
      number: index + 1,
      atMs: Math.floor(((index + dice.next()) / count) * plan.lastsMs),
      room: dice.within(0, rooms.length - 1),
      speaker: 0,
      sentences: dice.within(3, 12),
    })),
    events: [],
  };
}

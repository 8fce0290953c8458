import { setTimeout as delay } from 'node:timers/promises';
import type { Question, Story } from '../story/story.ts';
import type { Asked } from './asked.ts';
import { attribute } from './attribute.ts';
import { answeredIn, endsAnswer, markOf, saidText } from './marks.ts';
import type { Shown, TownRoom } from './platform.ts';
import type { Town } from './town.ts';

const lookMs = 500;

/** Who asks what, and what has become of it. */
export interface Asking {
  readonly asked: readonly Asked[];
  ask(question: Question): void;
  /** The questions whose answers are not all there yet. */
  open(): readonly Asked[];
  /** Waits until all answers are there, and no longer than this. */
  settled(patienceMs: number, signal?: AbortSignal): Promise<void>;
}

export function openAsking(story: Story, { platforms, ernie, notes }: Town): Asking {
  const rooms = story.rooms.map(({ platform, kind, people }) => platforms[platform].room(kind, people));
  const asked: Asked[] = [];
  let waiting: Asked[] = [];
  const open = () => {
    const over = new Set([...new Set(waiting.map(({ room }) => room))].flatMap(overIn));
    waiting = waiting.filter(({ question }) => !over.has(question.number));
    return waiting;
  };
  return {
    asked,
    open,
    ask(question) {
      const room = rooms[question.room];
      const platform = story.rooms[question.room]?.platform;
      if (!room || !platform) throw new RangeError(`there is no room ${question.room}`);
      const { number, modelFault, platformFault } = question;
      if (modelFault) ernie.fault(modelFault.name, modelFault.times, `#Q${number}/`);
      if (platformFault) room.fault(platformFault.kind, platformFault.times, markOf(question));
      const messageId = room.say(question.speaker, saidText(question));
      notes.learn(messageId, number);
      const one = { question, platform, room, messageId };
      asked.push(one);
      waiting.push(one);
    },
    async settled(patienceMs, signal) {
      let left = open().length;
      let deadline = performance.now() + patienceMs;
      while (left > 0 && performance.now() < deadline) {
        await delay(lookMs, undefined, { signal });
        const before = left;
        left = open().length;
        if (left < before) deadline = performance.now() + patienceMs;
      }
    },
  };

  /** The questions of a room whose answers are over, as far as a passer-by can see. */
  function overIn(room: TownRoom): number[] {
    const here = asked.filter(one => one.room === room);
    return [...attribute(room.shown(), here)]
      .filter(([message]) => isOver(message))
      .map(([, number]) => number);
  }
}

/** Its last sentence stands there, or words that are no answer. */
function isOver({ states, isGone }: Shown): boolean {
  const last = states.at(-1);
  if (!last?.isOver || isGone) return false;
  return answeredIn(last.text) === undefined || endsAnswer(last.text);
}

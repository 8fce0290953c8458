import type { PlatformName } from '../judge/evidence.ts';
import type { Question, Story } from '../story/story.ts';
import { answeredIn, endsAnswer, questionText } from './marks.ts';
import type { Shown, TownRoom } from './platform.ts';
import type { Town } from './town.ts';

/** A question that a person has asked. */
export interface Asked {
  readonly question: Question;
  readonly platform: PlatformName;
  readonly room: TownRoom;
  readonly messageId: string;
}

/** Who asks what, and what has become of it. */
export interface Asking {
  readonly asked: readonly Asked[];
  ask(question: Question): void;
  /** The questions whose answers are not all there yet. */
  open(): readonly Asked[];
}

export function openAsking(story: Story, { platforms, ernie, notes }: Town): Asking {
  const rooms = story.rooms.map(({ platform, kind, people }) => platforms[platform].room(kind, people));
  const asked: Asked[] = [];
  let waiting: Asked[] = [];
  return {
    asked,
    ask(question) {
      const room = rooms[question.room];
      const platform = story.rooms[question.room]?.platform;
      if (!room || !platform) throw new RangeError(`there is no room ${question.room}`);
      const { number, modelFault, platformFault } = question;
      if (modelFault) ernie.fault(modelFault.name, modelFault.times, `#Q${number}/`);
      if (platformFault) room.fault(platformFault.kind, platformFault.times, `S${number}-`);
      const messageId = room.say(question.speaker, questionText(question));
      notes.learn(messageId, number);
      const one = { question, platform, room, messageId };
      asked.push(one);
      waiting.push(one);
    },
    open() {
      const shown = new Map<TownRoom, readonly Shown[]>();
      for (const { room } of waiting) if (!shown.has(room)) shown.set(room, room.shown());
      waiting = waiting.filter(one => !isAnswered(one, shown.get(one.room) ?? []));
      return waiting;
    },
  };
}

/** It is over, as far as a passer-by can see: its last sentence stands there, or words that reply to it. */
const isAnswered = ({ question, messageId }: Asked, shown: readonly Shown[]): boolean =>
  shown.some(message => {
    const last = message.states.at(-1);
    if (!last?.isOver || message.isGone) return false;
    const answers = answeredIn(last.text);
    return answers === undefined
      ? message.replyTo === messageId
      : answers === question.number && endsAnswer(last.text);
  });

import type { Kill, Message, ModelCall, Question, Write } from './evidence.ts';
import { inOrder } from './in-order.ts';
import { lastOf } from './last-of.ts';
import { marksIn } from './marks.ts';
import { removedTwins } from './twins.ts';

/** A question, and all that was seen of its answer. Lists are in order of time. */
export interface Answer {
  readonly question: Question;
  /** What stands at the end: without what was taken back, and without `twins`. */
  readonly messages: readonly Message[];
  /** Messages that the contract allows to stand beside it. */
  readonly twins: readonly Message[];
  /** The sentences that stand, as somebody reads them who goes from message to message. */
  readonly sentences: readonly number[];
  /** One of its sentences was to be seen from then on, be it taken back later; missing: none ever was. */
  readonly firstTextAt: number | undefined;
  /** When it looked for the first time as it does at the end; missing: nothing stands. */
  readonly endedAt: number | undefined;
  readonly calls: readonly ModelCall[];
  readonly writes: readonly Write[];
}

/** All that is about one question, in any order. */
export interface Traces {
  /** In its conversation; also those that were taken back. */
  readonly messages: readonly Message[];
  readonly calls: readonly ModelCall[];
  readonly writes: readonly Write[];
}

/** Puts together what belongs to one question. */
export function answerTo(question: Question, traces: Traces, kills: readonly Kill[]): Answer {
  const writes = inOrder(
    traces.writes,
    write => write.at,
    write => write.by,
    write => write.landedAt ?? Number.POSITIVE_INFINITY,
    write => write.kind,
  );
  const standing = inOrder(
    traces.messages.filter(message => !message.isGone),
    message => message.states[0].at,
    message => sentencesIn(message, question)[0] ?? 0,
    message => message.id,
  );
  const { messages, twins } = removedTwins(standing, writes, kills);
  return {
    question,
    messages,
    twins,
    sentences: messages.flatMap(message => sentencesIn(message, question)),
    firstTextAt: earliest(traces.messages.flatMap(message => firstTextOf(message, question))),
    endedAt: messages.length === 0 ? undefined : Math.max(...messages.map(endOf)),
    calls: inOrder(
      traces.calls,
      call => call.at,
      call => call.by,
      call => call.endedAt ?? Number.POSITIVE_INFINITY,
    ),
    writes,
  };
}

/** The question's sentences that a message shows at last. */
export function sentencesIn(message: Message, question: Question): readonly number[] {
  return marksIn(lastOf(message).text)
    .filter(mark => mark.question === question.number)
    .map(mark => mark.sentence);
}

/** When a message looked for the first time as it does at last: a late write that was mended did not end it anew. */
function endOf(message: Message): number {
  const last = lastOf(message);
  const first = message.states.find(({ text, isOver }) => text === last.text && isOver === last.isOver);
  return (first ?? last).at;
}

function firstTextOf({ states }: Message, { number }: Question): readonly number[] {
  const first = states.find(({ text }) => marksIn(text).some(mark => mark.question === number));
  return first ? [first.at] : [];
}

function earliest(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : Math.min(...times);
}

import { type Case, placeOf, questionOf } from '../case.ts';
import type { Message } from '../evidence.ts';
import { lastOf } from '../last-of.ts';
import { marksIn } from '../marks.ts';
import type { Finding } from '../verdict.ts';

/**
 * Messages that show, in any state, sentences of a question that they do not answer, do not reply to, or of another chat;
 * and words that nobody asked for.
 */
export function strayed({ evidence }: Case): readonly Finding[] {
  const places = new Map(evidence.questions.map(question => [question.number, placeOf(question)]));
  return evidence.messages.flatMap(message => {
    if (isUnasked(message)) return [unasked(message)];
    return foreignIn(message, places).map((question): Finding => {
      const shows = isStill(message, question) ? 'shows' : 'showed';
      const words = `Message ${message.id}${under(message)} ${shows} what belongs elsewhere: the answer to question ${question}.`;
      return { charge: 'strayed', question, messages: [message.id], words };
    });
  });
}

/** It is about no question, and looks as if it were done; one that says that more will come is an orphan. */
function isUnasked(message: Message): boolean {
  const hasMarks = message.states.some(({ text }) => marksIn(text).length > 0);
  return message.question === undefined && !hasMarks && !message.isGone && lastOf(message).isOver;
}

function unasked({ id }: Message): Finding {
  return {
    charge: 'strayed',
    question: undefined,
    messages: [id],
    words: `Message ${id} is about no question.`,
  };
}

/**
 * Numbers of the questions that have no business in a message. What it replies to is where people look for its question,
 * whatever it says; what replies to nothing, as further pages do, is about what it shows.
 */
function foreignIn(message: Message, places: ReadonlyMap<number, string>): readonly number[] {
  const shown = new Set(message.states.flatMap(({ text }) => marksIn(text)).map(({ question }) => question));
  const about = message.repliesTo ?? questionOf(message);
  return [...shown].filter(question => question !== about || places.get(question) !== placeOf(message));
}

function under({ repliesTo }: Message): string {
  return repliesTo === undefined ? '' : `, a reply to question ${repliesTo},`;
}

function isStill(message: Message, question: number): boolean {
  return marksIn(lastOf(message).text).some(mark => mark.question === question);
}

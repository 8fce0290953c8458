import { type Case, placeOf, questionOf } from '../case.ts';
import type { Message, Question, State } from '../evidence.ts';
import { lastOf } from '../last-of.ts';
import { marksIn } from '../marks.ts';
import { named } from '../named.ts';
import type { Finding } from '../verdict.ts';

type Questions = ReadonlyMap<number, Question>;

/**
 * Messages that show, in any state, sentences of a question that they do not answer, do not reply to, or of another chat;
 * and words that nobody asked for.
 */
export function strayed({ evidence }: Case): readonly Finding[] {
  const questions = new Map(evidence.questions.map(question => [question.number, question]));
  return evidence.messages.flatMap(message => {
    if (isUnasked(message)) return [unasked(message)];
    return foreignIn(message, questions).map((question): Finding => {
      const shows = isStill(message, question) ? 'shows' : 'showed';
      const [here, there] = [under(message, questions), nameOf(question, questions)];
      const words = `Message ${message.id}${here} ${shows} what belongs elsewhere: the answer to ${there}.`;
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
 * whatever it says; what replies to nothing, as further pages do, is about what it shows. Words that answer a command bear no
 * marks that the judge can read: what they answer was told.
 */
function foreignIn(message: Message, questions: Questions): readonly number[] {
  const shown = new Set(message.states.flatMap(({ text }) => marksIn(text)).map(({ question }) => question));
  const told = questionOf(message);
  if (told !== undefined && shown.size === 0) shown.add(told);
  const about = message.repliesTo ?? told;
  return [...shown].filter(number => {
    const question = questions.get(number);
    return number !== about || question === undefined || placeOf(question) !== placeOf(message);
  });
}

function under({ repliesTo }: Message, questions: Questions): string {
  return repliesTo === undefined ? '' : `, a reply to ${nameOf(repliesTo, questions)},`;
}

function nameOf(number: number, questions: Questions): string {
  const question = questions.get(number);
  return question ? named(question) : `question ${number}`;
}

function isStill(message: Message, question: number): boolean {
  const shows = ({ text }: State) => marksIn(text).some(mark => mark.question === question);
  return shows(lastOf(message)) || !message.states.some(shows);
}

import { type Case, placeOf, questionOf } from '../case.ts';
import type { Message } from '../evidence.ts';
import { lastOf } from '../last-of.ts';
import { marksIn } from '../marks.ts';
import type { Finding } from '../verdict.ts';

/** Messages that show, in any state, sentences of a question that they do not answer, or of another chat. */
export function strayed({ evidence }: Case): readonly Finding[] {
  const places = new Map(evidence.questions.map(question => [question.number, placeOf(question)]));
  return evidence.messages.flatMap(message =>
    foreignIn(message, places).map((question): Finding => {
      const shows = isStill(message, question) ? 'shows' : 'showed';
      const words = `Message ${message.id} ${shows} what belongs elsewhere: the answer to question ${question}.`;
      return { charge: 'strayed', question, messages: [message.id], words };
    }),
  );
}

/** Numbers of the questions that have no business in a message. */
function foreignIn(message: Message, places: ReadonlyMap<number, string>): readonly number[] {
  const shown = new Set(message.states.flatMap(({ text }) => marksIn(text)).map(({ question }) => question));
  const about = questionOf(message);
  return [...shown].filter(question => question !== about || places.get(question) !== placeOf(message));
}

function isStill(message: Message, question: number): boolean {
  return marksIn(lastOf(message).text).some(mark => mark.question === question);
}

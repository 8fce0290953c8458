import { isCommand } from '../judge/is-command.ts';
import type { Question } from '../story/story.ts';

/** How the texts of a run are marked: `../judge/evidence.ts` tells the form. */

const phrases = [
  '今天的云走得很慢，像在等人。',
  '先把要紧的事写下来，再谈别的。',
  'The train leaves at nine, and nobody is late.',
  '这件事有三个原因，第一个最简单。',
  '山里的水很凉，喝一口就记得住。',
  '如果明天下雨，会议就改在线上。',
  '数据是昨天的，结论要等到周五。',
  '把灯关上，星星就亮了。',
];

/** What a command sets, and its answer says again: `markOf` with the command's number in it. */
const commandMark = /\b1\.(\d{6})1\b/;

type Numbered = Pick<Question, 'number' | 'sentences'>;

/** After so many sentences comes a new paragraph. */
const paragraph = 7;

/**
 * What a person says. A command sets a parameter of the model's, which nobody can do but in a chat of their own, and its
 * number is the value, for the bot says that again. The simulated model does not mind.
 */
export const saidText = (question: Numbered): string =>
  isCommand(question) ? `/params penalty_score ${markOf(question)}` : questionText(question);

/** What all of an answer's sentences begin with, and what a command's answer holds: 1.0000121 for number 12. */
export const markOf = (question: Numbered): string =>
  isCommand(question) ? `1.${String(question.number).padStart(6, '0')}1` : `S${question.number}-`;

export const questionText = ({ number, sentences }: Numbered): string =>
  `#Q${number}/${sentences} 请用${sentences}句话说说看。`;

/** The whole answer to the question that a text holds; undefined: it holds none. */
export function answerTo(text: string): string | undefined {
  const asked = askedIn(text);
  if (!asked) return undefined;
  const { number, sentences } = asked;
  return Array.from({ length: sentences }, (_, index) => {
    const end = (index + 1) % paragraph === 0 ? '\n\n' : '';
    return `S${number}-${index + 1}/${sentences} ${phrases[(number + index) % phrases.length]}${end}`;
  }).join('');
}

/** The last question that a text holds. */
export function askedIn(text: string): Numbered | undefined {
  const [, number, sentences] = [...text.matchAll(/#Q(\d+)\/(\d+)/g)].at(-1) ?? [];
  return number === undefined ? undefined : { number: Number(number), sentences: Number(sentences) };
}

/** The question that the first sentence in a text answers, or the command that its words do. */
export function answeredIn(text: string): number | undefined {
  const [, number] = /S(\d+)-\d+\/\d+/.exec(text) ?? commandMark.exec(text) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** The numbers of the sentences in a text, in their order. */
export const sentencesIn = (text: string): number[] =>
  [...text.matchAll(/S\d+-(\d+)\/\d+/g)].map(([, number]) => Number(number));

/** Whether a text holds an answer's last sentence, or the words that answer a command. */
export const endsAnswer = (text: string): boolean =>
  commandMark.test(text) ||
  [...text.matchAll(/S\d+-(\d+)\/(\d+)/g)].some(([, number, count]) => number === count);

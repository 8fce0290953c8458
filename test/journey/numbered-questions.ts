import type { ErnieSimulator } from '../../simulators/ernie/index.ts';
import { sentences } from './answers.ts';
import { questionOf } from './town.ts';

/** Questions that tell themselves apart, so that many chats may ask at once. */
export interface Questions {
  /** A question that nobody asked yet. */
  next(): string;
  /** What the model says when it is asked for the `times`-th time. */
  answer(question: string, times: number): string;
  wasAsked(question: string): boolean;
  /** All that the model read when it was asked this last, the oldest first. */
  promptOf(question: string): string[];
}

/** Lets the model answer with the question's number and how often it was asked; at length where the question says 慢慢, at great length where it says 很慢. */
export function openQuestions(ernie: ErnieSimulator): Questions {
  let last = 1000;
  const asked = new Map<string, number>();
  const numberIn = (text: string) => /问题\d+/.exec(text)?.[0] ?? '';
  const answer = (question: string, times: number) => `${numberIn(question)}，第 ${times} 次回答。`;
  ernie.reply(prompt => {
    const text = questionOf(prompt);
    const question = numberIn(text);
    const times = (asked.get(question) ?? 0) + 1;
    asked.set(question, times);
    const more = text.includes('很慢') ? 900 : text.includes('慢慢') ? 100 : 0;
    return `${answer(question, times)}${sentences(more)}`;
  });
  return {
    next() {
      last += 1;
      return `问题${last}`;
    },
    answer,
    wasAsked: question => asked.has(question),
    promptOf(question) {
      const prompts = ernie.calls.map(
        ({ body }) => (body as { messages?: { content: string }[] }).messages ?? [],
      );
      const own = prompts.findLast(messages => messages.at(-1)?.content.includes(question)) ?? [];
      return own.map(({ content }) => content);
    },
  };
}

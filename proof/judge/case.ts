import { type Answer, answerTo } from './answer.ts';
import { type End, endOf } from './end.ts';
import type { Evidence, Message } from './evidence.ts';
import { grouped } from './grouped.ts';
import { inOrder } from './in-order.ts';
import { isCommand } from './is-command.ts';
import { marksIn } from './marks.ts';

/** The evidence, put in order for those who charge. */
export interface Case {
  readonly evidence: Evidence;
  /** Of every question and command that the bot has heard, by number. */
  readonly answers: readonly Ended[];
  /** The same, for each conversation, without its commands: they wait for nobody, and nobody for them. */
  readonly conversations: readonly (readonly Ended[])[];
}

export interface Ended extends Answer {
  readonly end: End;
}

/** Puts the evidence in order. */
export function caseOf(evidence: Evidence): Case {
  const heard = evidence.questions.filter(({ handedAt }) => handedAt !== undefined);
  const messages = grouped(evidence.messages, message => `${questionOf(message)} ${placeOf(message)}`);
  const calls = grouped(evidence.modelCalls, ({ question }) => question);
  const writes = grouped(evidence.writes, ({ question }) => question);
  const answers = inOrder(heard, ({ number }) => number).map(question => {
    const { number } = question;
    const traces = {
      messages: messages.get(`${number} ${placeOf(question)}`) ?? [],
      calls: calls.get(number) ?? [],
      writes: writes.get(number) ?? [],
    };
    return answerTo(question, traces, evidence.kills);
  });
  const ended = (answer: Answer, family: readonly Answer[]): Ended => ({
    ...answer,
    end: endOf(answer, family, evidence),
  });
  const commands = answers.filter(({ question }) => isCommand(question));
  const questions = answers.filter(({ question }) => !isCommand(question));
  const conversations = [...grouped(questions, ({ question }) => placeOf(question)).values()].map(family =>
    family.map(answer => ended(answer, family)),
  );
  return {
    evidence,
    answers: inOrder(
      [...conversations.flat(), ...commands.map(command => ended(command, []))],
      ({ question }) => question.number,
    ),
    conversations,
  };
}

/** What a message is about: as was told, or by the only answer whose sentences it ever showed. */
export function questionOf({ question, states }: Message): number | undefined {
  if (question !== undefined) return question;
  const shown = new Set(states.flatMap(({ text }) => marksIn(text)).map(mark => mark.question));
  return shown.size === 1 ? [...shown][0] : undefined;
}

/** A conversation's name, which no other platform's has. */
export function placeOf({ platform, conversation }: { platform: string; conversation: string }): string {
  return `${platform} ${conversation}`;
}

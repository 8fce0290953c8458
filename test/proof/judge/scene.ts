import type { Evidence, Message, ModelCall, Question, State, Write } from '../../../proof/judge/evidence.ts';
import { judge } from '../../../proof/judge/judge.ts';

/** A piece of evidence; what is left out is empty. */
export type Piece = Partial<Evidence>;

/** Evidence of pieces laid side by side; of what cannot be, the last one counts. */
export function scene(...pieces: readonly Piece[]): Evidence {
  const all = <K extends 'questions' | 'messages' | 'modelCalls' | 'writes' | 'kills' | 'stops' | 'stalls'>(
    name: K,
  ) => pieces.flatMap(piece => (piece[name] ?? []) as Evidence[K][number][]);
  return {
    budget: pieces.findLast(({ budget }) => budget)?.budget ?? { calls: 5, perMs: 1000 },
    deadlyKills: 3,
    memory: pieces.findLast(({ memory }) => memory)?.memory ?? { sentences: 60, ms: 1000 },
    attempts: 5,
    outageMs: pieces.findLast(({ outageMs }) => outageMs)?.outageMs ?? 5000,
    questions: all('questions') as Question[],
    messages: all('messages') as Message[],
    modelCalls: all('modelCalls') as ModelCall[],
    writes: all('writes') as Write[],
    kills: all('kills') as Evidence['kills'],
    stops: all('stops') as Evidence['stops'],
    stalls: all('stalls') as Evidence['stalls'],
  };
}

/** How long each of these answers is. */
export const length = 3;

/** Question `number`, asked at `at`, accepted a moment later. */
export function asked(number: number, at: number, more: Partial<Question> = {}): Question {
  return {
    number,
    platform: 'telegram',
    conversation: 'a',
    sentences: length,
    handedAt: at,
    acceptedAt: at + 1,
    ...more,
  };
}

/** The text of an answer from one sentence to another. */
export function text(number: number, from = 1, until = length): string {
  const sentences = Array.from({ length: until - from + 1 }, (_, i) => from + i);
  return sentences.map(sentence => `S${number}-${sentence}/${length} And so on.`).join(' ');
}

export const growing = (at: number, words: string): State => ({ at, text: words, isOver: false });
export const over = (at: number, words: string): State => ({ at, text: words, isOver: true });

/** A message in answer to a question, and in reply to it. */
export function message(question: number, states: Message['states'], more: Partial<Message> = {}): Message {
  return {
    platform: 'telegram',
    conversation: 'a',
    id: `m${question}`,
    question,
    repliesTo: question,
    states,
    isGone: false,
    ...more,
  };
}

/** A call of the model that was answered. */
export function call(question: number, at: number, more: Partial<ModelCall> = {}): ModelCall {
  return { question, by: 'w1', at, endedAt: at + 30, outcome: 'answered', rounds: [], ...more };
}

/** The rounds of a prompt: these questions, answered whole. */
export function rounds(...questions: readonly number[]): ModelCall['rounds'] {
  return questions.map(question => ({ question, sentences: Array.from({ length }, (_, i) => i + 1) }));
}

/** A change of a message that landed at once. */
export function write(question: number, at: number, more: Partial<Write> = {}): Write {
  return { question, by: 'w1', at, landedAt: at, kind: 'change', ...more };
}

/** All there is to see of a question that is asked at `at` and answered well by `at + 50`. */
export function answered(number: number, at: number, remembering: readonly number[] = []): Piece {
  return {
    questions: [asked(number, at)],
    modelCalls: [call(number, at + 10, { rounds: rounds(...remembering) })],
    writes: [write(number, at + 20, { kind: 'send' }), write(number, at + 50)],
    messages: [message(number, [growing(at + 20, text(number, 1, 1)), over(at + 50, text(number))])],
  };
}

/** What the judge finds, as `charge question`. */
export const found = (...pieces: readonly Piece[]) =>
  judge(scene(...pieces)).findings.map(({ charge, question }) => `${charge} ${question}`);

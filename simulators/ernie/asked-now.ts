import type { Message, Prompt } from './vocabulary.ts';

/** What the model is to answer now. */
export interface AskedNow {
  /** The last that the person wrote. */
  readonly question: string;
  /** How often functions were called since then. */
  readonly rounds: number;
  /** What the calls of the last round gave back, where nothing came after. */
  readonly results: readonly string[];
}

/** The question, and how far its function calls have come. */
export function askedNow({ messages }: Pick<Prompt, 'messages'>): AskedNow {
  const asked = messages.findLastIndex(message => message.role === 'user');
  const since = messages.slice(asked + 1);
  const called = since.findLastIndex(message => message.role !== 'function');
  return {
    question: messages[asked]?.content ?? '',
    rounds: since.filter(hasCalls).length,
    results: since.slice(called + 1).map(message => message.content),
  };
}

const hasCalls = (message: Message) => (message.calls?.length ?? 0) > 0;

import type { PromptMessage } from '../model.ts';
import { estimateTokens } from '../tokens.ts';
import type { Round } from './round.ts';

/** What a model takes; see `Model`. */
export interface WindowLimits {
  readonly contextTokens: number;
  readonly questionTokens: number;
}

export type Window =
  /** `room`: tokens that all messages may have together. */
  | { readonly kind: 'fits'; readonly messages: readonly PromptMessage[]; readonly room: number }
  /** The question alone costs `tokens`, and only `limit` would be taken. */
  | { readonly kind: 'too-long'; readonly tokens: number; readonly limit: number };

/**
 * The part of a conversation that goes to the model: the question and as many of the newest rounds as fit, whole.
 * A round with an empty side is left out, since vendors refuse empty messages.
 * @param beside tokens of what is no message: the persona, the functions. They count, though not every vendor counts them
 */
export function fit(
  rounds: readonly Pick<Round, 'question' | 'answer'>[],
  question: string,
  beside: number,
  limits: WindowLimits,
): Window {
  const tokens = estimateTokens(question);
  const roomForAll = limits.contextTokens - beside;
  const limit = Math.max(0, Math.min(limits.questionTokens, roomForAll));
  if (tokens > limit) return { kind: 'too-long', tokens, limit };

  const newestFirst: PromptMessage[] = [{ role: 'user', content: question }];
  let room = roomForAll - tokens;
  for (const round of rounds.toReversed()) {
    if (round.question.trim() === '' || round.answer.trim() === '') continue;
    room -= estimateTokens(round.question) + estimateTokens(round.answer);
    if (room < 0) break;
    newestFirst.push({ role: 'assistant', content: round.answer }, { role: 'user', content: round.question });
  }
  return { kind: 'fits', messages: newestFirst.reverse(), room: roomForAll };
}

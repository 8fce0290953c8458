import type { Answer, Prompt } from './vocabulary.ts';

/** Tokens by the vendor's own formula, Han characters + 1.3 × words, rounded up. */
export function estimateTokens(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.replace(/\p{Script=Han}/gu, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return Math.ceil(han + words * 1.3);
}

/** The tokens of all texts of a prompt, of the arguments in its calls too. */
export function promptTokensOf({ system, messages }: Pick<Prompt, 'system' | 'messages'>): number {
  const texts = messages.flatMap(({ content, calls = [] }) => [
    content,
    ...calls.map(call => call.arguments),
  ]);
  return [system, ...texts].reduce((sum, text) => sum + estimateTokens(text), 0);
}

/** The tokens of all that an answer writes. */
export function answerTokensOf({ thinking, texts, calls }: Answer): number {
  const all = [...thinking, ...texts, ...calls.map(call => call.arguments)];
  return all.reduce((sum, text) => sum + estimateTokens(text), 0);
}

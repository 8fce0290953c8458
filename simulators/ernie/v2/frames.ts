import { estimateTokens } from '../estimate.ts';
import type { Answer, Prompt, Turn } from '../vocabulary.ts';

/**
 * A V2 answer as it goes over the wire: an event for each chunk, one of usage where it is wanted, and `[DONE]`; or one
 * JSON text. Keys without a value are absent, as they are at the vendor's.
 */
export function framesV2(answer: Answer, prompt: Prompt, { id, created }: Turn): string[] {
  const finish = answer.ended && { finish_reason: answer.truncated ? 'length' : 'normal' };
  const flags = answer.unsafe && { flag: answer.unsafe.flag, ban_round: answer.unsafe.banRound };
  const usage = countUsage(answer, prompt);
  if (!prompt.stream) {
    const message = { role: 'assistant', content: answer.texts.join('') };
    const choices = [{ index: 0, message, finish_reason: 'normal', ...finish, ...flags }];
    return [JSON.stringify({ id, object: 'chat.completion', created, model: prompt.model, choices, usage })];
  }
  const head = { id, object: 'chat.completion.chunk', created, model: prompt.model };
  const texts = answer.texts.map((content, index) => {
    const last = index === answer.texts.length - 1;
    return { ...head, choices: [{ index: 0, delta: { content }, ...(last && { ...finish, ...flags }) }] };
  });
  const events = texts.map(event => `data: ${JSON.stringify(event)}\n\n`);
  if (!answer.ended) return events;
  if (prompt.usageWanted) events.push(`data: ${JSON.stringify({ id, choices: [], usage })}\n\n`);
  return [...events, 'data: [DONE]\n\n'];
}

function countUsage(answer: Answer, prompt: Prompt) {
  const sum = (texts: readonly string[]) => texts.reduce((tokens, text) => tokens + estimateTokens(text), 0);
  const promptTokens = sum([prompt.system, ...prompt.messages.map(message => message.content)]);
  const completionTokens = sum(answer.texts);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

import type { Prompt } from '../../model.ts';
import { personaOf } from '../persona.ts';

/**
 * The body of a chat call. What is not set is not sent: temperature (0, 1], top_p [0, 1], penalty_score [1, 2]; the
 * settings have checked them. Throws `ModelFailure` for a persona that is too long.
 */
export function requestBody(prompt: Prompt, model: string, streamed: boolean) {
  const { temperature, topP, penaltyScore } = prompt.parameters;
  const system = personaOf(prompt);
  // JSON leaves out what is undefined.
  return {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: system }]),
      ...prompt.messages.map(({ role, content }) => ({ role, content })),
    ],
    temperature,
    top_p: topP,
    penalty_score: penaltyScore,
    stream: streamed,
    stream_options: streamed ? { include_usage: true } : undefined,
    user: prompt.userHash,
  };
}

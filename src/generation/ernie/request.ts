import type { Prompt } from '../../model.ts';
import { personaOf } from '../persona.ts';

/**
 * The body of a chat call. What is not set is not sent: temperature (0, 1], top_p [0, 1], penalty_score [1, 2], by the
 * ERNIE-Bot-4 document; the settings have checked them. Throws `ModelFailure` for a persona that is too long.
 */
export function requestBody(prompt: Prompt, streamed: boolean) {
  const { temperature, topP, penaltyScore } = prompt.parameters;
  // JSON leaves out what is undefined.
  return {
    messages: prompt.messages.map(({ role, content }) => ({ role, content })),
    system: personaOf(prompt),
    temperature,
    top_p: topP,
    penalty_score: penaltyScore,
    stream: streamed,
    user_id: prompt.userHash,
  };
}

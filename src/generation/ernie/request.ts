import type { FunctionSpec, Prompt } from '../../model.ts';
import { placePersona } from '../persona.ts';
import { messagesOf } from './messages.ts';

/**
 * The body of a chat call. What is not set is not sent: temperature (0, 1], top_p [0, 1], penalty_score [1, 2], by the
 * ERNIE-Bot-4 document; the settings have checked them. Throws `ModelFailure` for a persona that is too long.
 */
export function requestBody(prompt: Prompt, streamed: boolean) {
  const { temperature, topP, penaltyScore } = prompt.parameters;
  const { system, messages } = placePersona(prompt);
  // JSON leaves out what is undefined.
  return {
    messages: messagesOf(messages),
    functions: prompt.functions?.length ? prompt.functions.map(functionOf) : undefined,
    system,
    temperature,
    top_p: topP,
    penalty_score: penaltyScore,
    stream: streamed,
    user_id: prompt.userHash,
  };
}

/** Field by field: `examples`, which the vendor's own clients disagree about, must not slip through. */
function functionOf({ name, description, parameters, responses }: FunctionSpec) {
  return { name, description, parameters, responses };
}

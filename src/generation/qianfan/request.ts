import type { FunctionSpec, Prompt } from '../../model.ts';
import { placePersona } from '../persona.ts';
import { messageOf } from './messages.ts';

/**
 * The body of a chat call. What is not set is not sent: temperature (0, 1], top_p [0, 1], penalty_score [1, 2]; the
 * settings have checked them. Whether calls may be made side by side is left to the vendor's default. Throws
 * `ModelFailure` for a persona that is too long.
 */
export function requestBody(prompt: Prompt, model: string, streamed: boolean) {
  const { temperature, topP, penaltyScore } = prompt.parameters;
  const { system, messages } = placePersona(prompt);
  // JSON leaves out what is undefined.
  return {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: system } as const]),
      ...messages.map(messageOf),
    ],
    tools: prompt.functions?.length ? prompt.functions.map(toolOf) : undefined,
    temperature,
    top_p: topP,
    penalty_score: penaltyScore,
    stream: streamed,
    stream_options: streamed ? { include_usage: true } : undefined,
    user: prompt.userHash,
  };
}

/** V2 has no place for `responses`. */
function toolOf({ name, description, parameters }: FunctionSpec) {
  return { type: 'function', function: { name, description, parameters } };
}

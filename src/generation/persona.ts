import { ModelFailure } from '../errors.ts';
import type { Prompt, PromptMessage } from '../model.ts';

/** Characters; ERNIE-Bot-4's limit (336104 over it), kept for every model so that a persona survives a change of model. */
const maxLength = 1024;

/** A prompt whose persona has found its place. */
export interface Spoken {
  /** `undefined`: there is none, or it is in the messages. */
  readonly system: string | undefined;
  readonly messages: readonly PromptMessage[];
}

/**
 * Puts the persona where the model takes it: in a place of its own, or, where functions are on, at the head of the first
 * user message. ERNIE-Bot-4 refuses a `system` beside functions; every model is told in the same way, so that a chat
 * sounds alike after a change of model. Throws `ModelFailure` of kind `configuration` when it is too long.
 */
export function placePersona(prompt: Prompt): Spoken {
  const { system, messages } = prompt;
  if (!system) return { system: undefined, messages };
  if (system.length > maxLength) {
    throw new ModelFailure(
      'configuration',
      `The persona has ${system.length} characters; shorten it to ${maxLength}.`,
    );
  }
  if (!functionsAreOn(prompt)) return { system, messages };
  const first = messages.findIndex(({ role }) => role === 'user');
  return {
    system: undefined,
    messages: messages.map((message, index) =>
      index === first ? { role: 'user', content: `${system}\n\n${message.content}` } : message,
    ),
  };
}

/** Also in the last step of an answer, in which nothing more may be called: the persona stays where it was. */
function functionsAreOn({ functions = [], messages }: Prompt): boolean {
  return functions.length > 0 || messages.some(({ role }) => role === 'function');
}

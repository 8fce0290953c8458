import { ModelFailure } from '../errors.ts';
import type { Prompt } from '../model.ts';

/** Characters; ERNIE-Bot-4's limit (336104 over it), kept for every model so that a persona survives a change of model. */
const maxLength = 1024;

/** The prompt's persona, `undefined` where there is none. Throws `ModelFailure` of kind `configuration` when it is too long. */
export function personaOf(prompt: Prompt): string | undefined {
  const length = prompt.system?.length ?? 0;
  if (length > maxLength) {
    throw new ModelFailure(
      'configuration',
      `The persona has ${length} characters; shorten it to ${maxLength}.`,
    );
  }
  return prompt.system || undefined;
}

import type { Call } from '../../../simulators/ernie/index.ts';
import type { Said } from './rounds.ts';

/** The messages of a call of the model. */
export function promptOf({ body }: Call): readonly Said[] {
  return (body as { readonly messages?: readonly Said[] } | undefined)?.messages ?? [];
}

/** What a call of the model asks. */
export const questionOf = (call: Call): string => promptOf(call).at(-1)?.content ?? '';

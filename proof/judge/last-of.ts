import type { Message, State } from './evidence.ts';

/** What a message shows at last. */
export function lastOf({ states }: Message): State {
  return states.at(-1) ?? states[0];
}

import type { Message } from './evidence.ts';

/** The ids of messages. */
export function idsOf(messages: readonly Message[]): readonly string[] {
  return messages.map(({ id }) => id);
}

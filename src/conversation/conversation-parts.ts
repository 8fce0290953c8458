import type { Keys } from '../keys.ts';

/** The parts of a conversation; each is a key that ends with its id. In the order in which scripts take all of them. */
export const conversationParts = [
  'mailbox',
  'history',
  'last',
  'questions',
  'reply',
  'reserved',
  'conversation',
] as const;

/** The keys of a conversation's parts. */
export function partsOf(keys: Keys, conversation: string): string[] {
  return conversationParts.map(part => keys[part](conversation));
}

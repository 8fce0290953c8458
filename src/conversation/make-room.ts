import type { PromptMessage } from '../model.ts';
import { estimateTokens, messageTokens } from '../tokens.ts';
import { shorten } from './shorten.ts';

/** A turn that takes several calls: what was said before it, and its own messages, the question first. */
export interface GrowingPrompt {
  readonly history: readonly PromptMessage[];
  readonly own: readonly PromptMessage[];
}

/** Lets the oldest rounds of the history go, whole, until all stays within the room, or none is left. */
export function dropHistory({ history, own }: GrowingPrompt, room: number): GrowingPrompt {
  let over = tokensOf(history) + tokensOf(own) - room;
  let dropped = 0;
  for (; over > 0 && dropped < history.length; dropped += 2) {
    over -= tokensOf(history.slice(dropped, dropped + 2));
  }
  return { history: history.slice(dropped), own };
}

/**
 * Makes room for what functions gave back: first the history goes, then the results are shortened, the longest first.
 * What is left may still be too much; then the vendor says so.
 * @param room tokens that all messages may have together
 */
export function makeRoom(prompt: GrowingPrompt, room: number): GrowingPrompt {
  const { history, own } = dropHistory(prompt, room);
  if (history.length > 0) return { history, own };
  const results = own.filter(({ role }) => role === 'function').map(({ content }) => estimateTokens(content));
  const others = tokensOf(own) - results.reduce((sum, tokens) => sum + tokens, 0);
  const most = fairShare(results, room - others);
  const shortened = own.map(message =>
    message.role === 'function' ? { ...message, content: shorten(message.content, most) } : message,
  );
  return { history, own: shortened };
}

/** What messages cost together, what is called included. */
export function tokensOf(messages: readonly PromptMessage[]): number {
  return messages.reduce((sum, message) => sum + messageTokens(message), 0);
}

/** The most that each may have so that all stay within the room together: who needs less leaves the rest to the others. */
function fairShare(needs: readonly number[], room: number): number {
  let left = Math.max(0, room);
  const ascending = needs.toSorted((a, b) => a - b);
  for (const [index, need] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (need > share) return share;
    left -= need;
  }
  return Number.POSITIVE_INFINITY;
}

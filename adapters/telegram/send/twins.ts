import type { Losses } from './losses.ts';
import type { Insist } from './patience.ts';
import { suspects } from './suspects.ts';
import type { Found, Outcome, Writer } from './writer.ts';

export interface Search {
  readonly writer: Pick<Writer, 'mark' | 'unmark' | 'remove'>;
  readonly losses: Pick<Losses, 'record' | 'twinsAtMost' | 'asks' | 'found'>;
  /** The ids that are noted. */
  readonly ours: readonly number[];
  /** Of the button by which a twin is known: the Stop button that our messages come with, or one of the search alone. */
  readonly token: string;
  /** Begins a patience: the search has one, and what must follow an answer has its own, be the search out of time. */
  readonly begin: () => Insist;
  /** Saves who is asked next: a successor must not take it for the twin, for it may have the button since. */
  readonly keep: () => Promise<void>;
}

/**
 * Removes what a send left behind that nobody could note: Telegram's answer was lost, or the process was killed.
 * Telegram cannot be asked what a chat shows, but it refuses an edit that changes nothing in words of its own, and shows
 * what it has edited. So the message that already has our Stop button, which no other reply has, is the twin, and so is
 * one that answers our question. Whatever else got the button by being asked loses it again; a call that nobody knows the
 * end of is not repeated, for then all would look like twins. A successor goes on where a search was broken off.
 */
export async function removeTwins({ writer, losses, ours, token, begin, keep }: Search): Promise<void> {
  const { sentAfter = [], asked = [] } = losses.record();

  async function settle(id: number, found: Found): Promise<void> {
    if (found === 'may have the button') return settle(id, await unmarked(id));
    if (found === 'no twin') return;
    losses.found(id);
    await keep();
    await begin()(() => writer.remove(id));
  }

  const unmarked = (id: number) => told(begin(), id, () => writer.unmark(id));
  // It may have got the button since, or have lost it: without it, it can be asked anew.
  const last = asked.at(-1);
  if (last !== undefined) await settle(last, await unmarked(last));
  const known = asked.slice(0, -1);

  const insist = begin();
  for (const id of suspects(sentAfter, ours)) {
    if (losses.twinsAtMost() === 0) return;
    if (known.includes(id)) continue;
    const found = await told(insist, id, async () => {
      losses.asks(id);
      await keep();
      return writer.mark(id, token);
    });
    await settle(id, found);
  }
}

/** What a call tells of a message, once it has ended well. */
async function told(insist: Insist, messageId: number, call: () => Promise<Found | Outcome>): Promise<Found> {
  let found: Found = 'no twin';
  await insist(async () => {
    const outcome = await call();
    if (typeof outcome !== 'string') return outcome;
    found = outcome;
    return { kind: 'landed', messageId };
  });
  return found;
}

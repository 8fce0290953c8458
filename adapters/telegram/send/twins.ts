import type { Losses } from './losses.ts';
import type { Insist } from './patience.ts';
import { suspects } from './suspects.ts';
import type { Marked, Writer } from './writer.ts';

export interface Search {
  readonly writer: Pick<Writer, 'mark' | 'unmark' | 'remove'>;
  readonly losses: Pick<Losses, 'record' | 'twinsAtMost' | 'asks'>;
  /** The ids that are noted. */
  readonly ours: readonly number[];
  readonly stopToken: string;
  /** Begins a patience: the search has one, and what must follow an answer has its own, be the search out of time. */
  readonly begin: () => Insist;
  /** Saves who is asked next: a successor must not take it for the twin, for it may have the button since. */
  readonly keep: () => Promise<void>;
}

/**
 * Removes what a send left behind that nobody could note: Telegram's answer was lost, or the process was killed.
 * Telegram cannot be asked what a chat shows, but it refuses an edit that changes nothing in words of its own. So the
 * message that already has our Stop button, which no other reply has, is the twin. Whatever got the button by being asked
 * loses it again; a call that nobody knows the end of is not repeated, for then all would look like twins.
 */
export async function removeTwins({ writer, losses, ours, stopToken, begin, keep }: Search): Promise<void> {
  const { sentAfter = [], asked: before } = losses.record();
  if (before !== undefined) await begin()(() => writer.unmark(before));
  const insist = begin();
  let left = losses.twinsAtMost();
  for (const id of suspects(sentAfter, ours).filter(suspect => suspect !== before)) {
    if (left === 0) break;
    losses.asks(id);
    await keep();
    const found = await ask(writer, insist, id, stopToken);
    if (found === 'had it') {
      left -= 1;
      // It is no suspect but found: a successor is to find it again, for it has its button still.
      losses.asks(undefined);
      await keep();
      await begin()(() => writer.remove(id));
    }
    if (found === 'may have it now') await begin()(() => writer.unmark(id));
  }
  losses.asks(undefined);
}

async function ask(
  writer: Pick<Writer, 'mark'>,
  insist: Insist,
  id: number,
  stopToken: string,
): Promise<Marked> {
  const found: Marked[] = [];
  await insist(async () => {
    const told = await writer.mark(id, stopToken);
    if (typeof told !== 'string') return told;
    found.push(told);
    return { kind: 'landed', messageId: id };
  });
  return found.at(-1) ?? 'cannot have it';
}

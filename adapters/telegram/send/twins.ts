import type { Insist } from './patience.ts';
import type { Marked, Writer } from './writer.ts';

/** From both ends: meanwhile others may write, and those whose chats share a row of numbers. */
const depth = 8;

/**
 * Where the twins of lost sends may be: right behind the newest message that was known before each, or right before one of
 * ours that was sent moments later.
 * @param sentAfter the newest that were known
 * @param last our last one
 */
export function suspects(sentAfter: readonly number[], last: number): readonly number[] {
  const behind = sentAfter.flatMap(after => {
    const next = Array.from({ length: depth }, (_, index) => after + 1 + index);
    return after < last ? next.filter(id => id < last) : next;
  });
  const first = Math.min(...sentAfter);
  const before = Array.from({ length: depth - 1 }, (_, index) => last - 1 - index).filter(id => id > first);
  return [...new Set([...behind, ...before])];
}

export interface Search {
  /** Ids, none of which is noted as ours. */
  readonly among: readonly number[];
  readonly stopToken: string;
  /** When so many are found, nothing else is asked. */
  readonly atMost: number;
  /** Keeps who is asked next: a successor must not take it for the twin, for it may have the button since. */
  readonly note: (asked: number) => Promise<void>;
}

/**
 * Removes what a send left behind that nobody could note: Telegram's answer was lost, or the process was killed.
 * Telegram cannot be asked what a chat shows, but it refuses an edit that changes nothing in words of its own. So the
 * message that already has our Stop button, which no other reply has, is the twin. Whatever got the button by being asked
 * loses it again; a call that nobody knows the end of is not repeated, for then all would look like twins.
 * @param begin a patience: the search has one, and what must follow an answer has its own, be the search out of time
 */
export async function removeTwins(
  writer: Pick<Writer, 'mark' | 'unmark' | 'remove'>,
  begin: () => Insist,
  { among, stopToken, atMost, note }: Search,
): Promise<void> {
  const insist = begin();
  let left = atMost;
  for (const id of among) {
    if (left === 0) return;
    await note(id);
    const found = await ask(writer, insist, id, stopToken);
    if (found === 'had it') {
      left -= 1;
      await begin()(() => writer.remove(id));
    }
    if (found === 'may have it now') await begin()(() => writer.unmark(id));
  }
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

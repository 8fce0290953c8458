import type { Insist } from './patience.ts';
import type { Marked, Writer } from './writer.ts';

/** Around the lost message only a busy group has written more. */
const depth = 8;

/** Before a message that was sent moments after the lost one, the nearest first. @param after the question's id: a twin came later */
export function beforeSend(landed: number, after: number): readonly number[] {
  return Array.from({ length: depth - 1 }, (_, index) => landed - 1 - index).filter(id => id > after);
}

/** Behind our last message, where the lost one was to go on from it and nothing was sent since. */
export function behindLast(last: number): readonly number[] {
  return Array.from({ length: depth }, (_, index) => last + 1 + index);
}

/**
 * Removes what a send left behind that nobody could note: Telegram's answer was lost, or the process was killed.
 * Telegram cannot be asked what a chat shows, but it refuses an edit that changes nothing in words of its own. So the
 * message among `suspects` that already has our Stop button, which no other reply has, is the twin. Whatever got the button
 * by being asked loses it again; a call that nobody knows the end of is not repeated, for then all would look like twins.
 * @param note kept before each is asked: a successor must not take it for the twin, for it may have the button since
 * @param suspects ids, none of which is noted as ours
 * @param atMost when so many are found, nothing else is asked
 */
export async function removeTwins(
  writer: Pick<Writer, 'mark' | 'unmark' | 'remove'>,
  insist: Insist,
  suspects: readonly number[],
  stopToken: string,
  atMost: number,
  note: (asked: number) => Promise<void>,
): Promise<void> {
  let left = atMost;
  for (const id of suspects) {
    if (left === 0) return;
    await note(id);
    const found = await ask(writer, insist, id, stopToken);
    if (found === 'had it') {
      left -= 1;
      await insist(() => writer.remove(id));
    }
    if (found === 'may have it now') await insist(() => writer.unmark(id));
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

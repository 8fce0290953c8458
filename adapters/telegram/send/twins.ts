import type { Insist } from './patience.ts';
import type { Writer } from './writer.ts';

/** The lost message was sent moments before: in between only a busy group has written more. */
const depth = 5;

/**
 * Removes what a send left behind that nobody could note: Telegram's answer was lost, or the process was killed.
 * Telegram cannot be asked what a chat shows, but it refuses an edit that changes nothing in words of its own. So the
 * message before `landed` that already has our Stop button, which no other reply has, is the twin. Whatever got the button
 * by being asked loses it again; a call that nobody knows the end of is not repeated, for then all would look like twins.
 * @param after the question's id: a twin came later
 */
export async function removeTwins(
  writer: Pick<Writer, 'mark' | 'unmark' | 'remove'>,
  insist: Insist,
  {
    landed,
    after,
    ours,
    stopToken,
    atMost,
  }: {
    readonly landed: number;
    readonly after: number;
    readonly ours: readonly number[];
    readonly stopToken: string;
    /** When so many are found, nothing else is asked. */
    readonly atMost: number;
  },
): Promise<void> {
  let left = atMost;
  for (let id = landed - 1; left > 0 && id > Math.max(after, landed - 1 - depth); id--) {
    if (ours.includes(id)) continue;
    const found = await writer.mark(id, stopToken);
    if (found === 'had it') {
      left -= 1;
      await insist(() => writer.remove(id));
    }
    if (found === 'may have it now') await insist(() => writer.unmark(id));
  }
}

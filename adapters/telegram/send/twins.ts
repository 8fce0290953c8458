import type { Writer } from './writer.ts';

/** The lost message was sent moments before: in between only a busy group has written more. */
const depth = 5;

/**
 * Removes what a send left behind that nobody could note: Telegram's answer was lost, or the process was killed.
 * Telegram cannot be asked what a chat shows, but it refuses an edit that changes nothing in words of its own. So the
 * message before `landed` that already has our Stop button, which no other reply has, is the twin.
 * @param after the question's id: a twin came later
 */
export async function removeTwins(
  writer: Pick<Writer, 'carries' | 'remove'>,
  {
    landed,
    after,
    ours,
    stopToken,
  }: {
    readonly landed: number;
    readonly after: number;
    readonly ours: readonly number[];
    readonly stopToken: string;
  },
): Promise<void> {
  for (let id = landed - 1; id > Math.max(after, landed - 1 - depth); id--) {
    if (!ours.includes(id) && (await writer.carries(id, stopToken))) await writer.remove(id);
  }
}

import type { Socket } from 'node:net';

/** Between two looks, milliseconds. */
const lookEveryMs = 4000;
/** At so many looks after the first an answer may be owed: BullMQ's question for work is held for ten seconds. */
const looksBorne = 3;

/**
 * Closes a connection whose other end owes an answer and has sent nothing for 12 to 16 s: in a Cluster another node may
 * have taken over, and only who connects anew finds out.
 */
export function endWhenSilent(stream: Socket, everyMs = lookEveryMs): void {
  let writtenWhenHeard = 0;
  let looksOwed = 0;
  stream.on('data', () => {
    writtenWhenHeard = stream.bytesWritten;
    looksOwed = 0;
  });
  const looking = setInterval(() => {
    const owes = stream.bytesWritten > writtenWhenHeard;
    looksOwed = owes ? looksOwed + 1 : 0;
    if (looksOwed > looksBorne) stream.destroy(new Error('Redis has sent nothing for too long'));
  }, everyMs);
  looking.unref();
  stream.once('close', () => clearInterval(looking));
}

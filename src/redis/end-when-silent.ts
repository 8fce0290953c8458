import type { Socket } from 'node:net';

/** Between two looks, milliseconds; no question of ours may be held for longer. */
const lookEveryMs = 10_000;

/**
 * Closes a connection whose other end owes an answer and has sent nothing for 10 to 20 s: in a Cluster another node may
 * have taken over, and only who connects anew finds out.
 */
export function endWhenSilent(stream: Socket, everyMs = lookEveryMs): void {
  let writtenWhenHeard = 0;
  let owedAtLook = false;
  stream.on('data', () => {
    writtenWhenHeard = stream.bytesWritten;
    owedAtLook = false;
  });
  const looking = setInterval(() => {
    const owes = stream.bytesWritten > writtenWhenHeard;
    if (owes && owedAtLook) stream.destroy(new Error('Redis has sent nothing for too long'));
    owedAtLook = owes;
  }, everyMs);
  looking.unref();
  stream.once('close', () => clearInterval(looking));
}

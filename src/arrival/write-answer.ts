import type { ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import type { WebAnswer } from '../web.ts';

/** Who takes nothing of a stream in for so long has gone without a word, milliseconds. */
const stuckMs = 60_000;

/** Writes an answer. A stream is asked for more only when its reader has taken in what there was. */
export async function writeAnswer(response: ServerResponse, answer: WebAnswer, clock: Clock): Promise<void> {
  const { status, headers, body } = answer;
  response.writeHead(status, { 'x-content-type-options': 'nosniff', ...headers });
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) {
    response.end(body);
    return;
  }
  response.flushHeaders();
  try {
    for await (const part of body) {
      if (response.destroyed) break;
      if (!response.write(part)) await takenIn(response, clock);
    }
  } finally {
    response.end();
  }
}

/** Resolves when there is room for more, or nobody to write to. */
async function takenIn(response: ServerResponse, clock: Clock): Promise<void> {
  const free = new AbortController();
  const stuck = clock.sleep(stuckMs, free.signal).then(
    () => void response.destroy(),
    () => {},
  );
  const settled = new Promise<void>(resolve => {
    response.once('drain', resolve).once('close', resolve);
    free.signal.addEventListener('abort', () => response.off('drain', resolve).off('close', resolve));
  });
  await Promise.race([settled, stuck]);
  free.abort();
}

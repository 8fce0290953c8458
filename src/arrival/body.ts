import type { IncomingMessage } from 'node:http';
import type { Clock } from '../clock.ts';
import type { Body } from '../web.ts';

/** How long a body may take, milliseconds. */
const bodyMs = 5000;

/**
 * Reads a body. What is too large is read to its end but not kept: who sends it can still hear the answer.
 * @param largest bytes
 */
export async function readBody(request: IncomingMessage, largest: number, clock: Clock): Promise<Body> {
  const arrived = new AbortController();
  const tooSlow = clock.sleep(bodyMs, arrived.signal).then(
    (): Body => ({ kind: 'too-slow' }),
    (): Body => ({ kind: 'broken' }),
  );
  try {
    return await Promise.race([collect(request, largest), tooSlow]);
  } finally {
    arrived.abort();
  }
}

function collect(request: IncomingMessage, largest: number): Promise<Body> {
  const parts: Buffer[] = [];
  let size = 0;
  request.on('data', (part: Buffer) => {
    size += part.length;
    if (size <= largest) parts.push(part);
    else parts.length = 0;
  });
  return new Promise(resolve => {
    request.once('end', () =>
      resolve(size > largest ? { kind: 'too-large' } : { kind: 'whole', bytes: Buffer.concat(parts) }),
    );
    request.once('close', () => resolve({ kind: 'broken' }));
    request.once('error', () => resolve({ kind: 'broken' }));
  });
}

import type { IncomingMessage } from 'node:http';
import type { Clock } from '../clock.ts';

/** Largest body of a webhook, bytes. */
const largestBody = 1024 * 1024;

/** How long a body may take, milliseconds. */
const bodyMs = 5000;

export type Body =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'broken' };

/** Reads a body. What is too large is read to its end but not kept: who sends it can still hear the answer. */
export async function readBody(request: IncomingMessage, clock: Clock): Promise<Body> {
  const arrived = new AbortController();
  const tooSlow = clock.sleep(bodyMs, arrived.signal).then(
    (): Body => ({ kind: 'too-slow' }),
    (): Body => ({ kind: 'broken' }),
  );
  try {
    return await Promise.race([collect(request), tooSlow]);
  } finally {
    arrived.abort();
  }
}

function collect(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = [];
  let size = 0;
  request.on('data', (part: Buffer) => {
    size += part.length;
    if (size <= largestBody) parts.push(part);
    else parts.length = 0;
  });
  return new Promise(resolve => {
    request.once('end', () =>
      resolve(size > largestBody ? { kind: 'too-large' } : { kind: 'whole', bytes: Buffer.concat(parts) }),
    );
    request.once('close', () => resolve({ kind: 'broken' }));
    request.once('error', () => resolve({ kind: 'broken' }));
  });
}

import type { ServerResponse } from 'node:http';
import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import type { Fate } from '../watch.ts';
import type { Reply, Step } from './vocabulary.ts';

/**
 * Sends a reply step by step; tells whether it was sent to its end, cut, or the caller hung up before.
 * @param landed asked before the end of a reply that says something
 */
export async function perform(
  res: ServerResponse,
  reply: Reply,
  landed: () => Promise<Fate | 'hung up'> = async () => 'go on',
): Promise<'ended' | 'cut' | 'aborted'> {
  const gone = new AbortController();
  const closed = new Promise<void>(resolve => {
    res.once('close', () => {
      gone.abort();
      resolve();
    });
  });
  for (const step of reply.steps) {
    if (res.destroyed) return 'aborted';
    if (step.kind === 'reset') {
      res.socket?.resetAndDestroy();
      return 'ended';
    }
    await Promise.race([closed, take(step, res, reply, gone.signal)]);
  }
  if (res.destroyed) return 'aborted';
  // Who hangs up now has heard everything.
  if (reply.outcome === 'ok' && (await landed()) === 'cut') {
    res.socket?.resetAndDestroy();
    return 'cut';
  }
  res.end();
  return 'ended';
}

async function take(
  step: Exclude<Step, { kind: 'reset' }>,
  res: ServerResponse,
  reply: Reply,
  gone: AbortSignal,
): Promise<void> {
  switch (step.kind) {
    case 'head':
      res.writeHead(reply.status, reply.headers).flushHeaders();
      return;
    case 'wait':
      await (step.ms === 0 ? breathe() : sleep(step.ms, undefined, { signal: gone }).catch(() => {}));
      return;
    case 'write':
      // Until the kernel has the bytes: a reset that follows would overtake them otherwise.
      await new Promise<void>(resolve => res.write(step.bytes, () => resolve()));
      return;
    case 'hang':
      await new Promise<never>(() => {});
  }
}

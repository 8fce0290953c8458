import type { IncomingMessage } from '../../src/message.ts';

let count = 0;

/** A direct message, different from all others; `changes` make it what a test needs. */
export function aMessage(changes: Partial<IncomingMessage> = {}): IncomingMessage {
  count += 1;
  return {
    platform: 'paper',
    id: `m${count}`,
    chat: { id: 'c1', kind: 'direct' },
    sender: { id: 'u1', name: '小李' },
    text: `question ${count}`,
    sentAt: Date.now(),
    ...changes,
  };
}

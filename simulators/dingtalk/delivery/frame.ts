import { newId } from '../ids.ts';
import type { Wire } from '../words.ts';

/** What the gateway sends: JSON text, whose `data` is JSON text again. */
export interface Frame {
  readonly specVersion: '1.0';
  readonly type: 'SYSTEM' | 'CALLBACK' | 'EVENT';
  readonly headers: Readonly<Record<string, string>> & { readonly messageId: string; readonly topic: string };
  readonly data: string;
}

/** A frame with a message id of its own. */
export const newFrame = (
  type: Frame['type'],
  topic: string,
  data: Wire,
  { connectionId, now }: { connectionId: string; now: number },
): Frame => ({
  specVersion: '1.0',
  type,
  headers: {
    appId: 'simulated',
    connectionId,
    contentType: 'application/json',
    messageId: newId(),
    time: String(Math.floor(now)),
    topic,
  },
  data: JSON.stringify(data),
});

/** What the client answers: `code` 200 is an acknowledgement. */
export interface Ack {
  readonly code: number;
  readonly messageId: string;
  readonly data: string;
}

/** @throws Error for what is not JSON or names no frame. */
export function readAck(text: string): Ack {
  const { code, headers, data } = JSON.parse(text);
  if (typeof headers?.messageId !== 'string') throw new Error('an acknowledgement names no frame');
  return { code, messageId: headers.messageId, data: typeof data === 'string' ? data : '' };
}

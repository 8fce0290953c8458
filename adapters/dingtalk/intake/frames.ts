import { z } from 'zod';
import { jsonOf } from '../../../src/json.ts';
import { isMembership } from '../parse/membership.ts';
import { milliseconds } from '../wire.ts';

/** What we ask DingTalk to send us. Of the organisation’s events it sends those that the developer console names. */
export const subscriptions = [
  { type: 'CALLBACK', topic: '/v1.0/im/bot/messages/get' },
  { type: 'CALLBACK', topic: '/v1.0/card/instances/callback' },
  { type: 'EVENT', topic: '*' },
] as const;

const kinds: ReadonlyMap<string, 'message' | 'press'> = new Map([
  [subscriptions[0].topic, 'message'],
  [subscriptions[1].topic, 'press'],
]);

/** Something that somebody did. */
export type Call = {
  readonly id: string;
  /** Undefined where it is no JSON. */
  readonly payload: unknown;
} & (
  | { readonly kind: 'message' | 'press' }
  /** `eventId` and `bornAt` (Unix ms) are the same in each frame that tells of it. */
  | {
      readonly kind: 'membership';
      readonly eventType: string;
      readonly eventId: string;
      readonly bornAt: number | undefined;
    }
);

/** What DingTalk tells over its stream. */
export type Frame =
  /** Only to be acknowledged: a ping, an event that nobody asked for. */
  | { readonly kind: 'notice'; readonly acknowledgement: string }
  /** It delivers nothing more over this connection, and closes it in about ten seconds. */
  | { readonly kind: 'farewell'; readonly acknowledgement: string }
  | Call
  /** No frame at all. */
  | { readonly kind: 'noise' };

/** https://open.dingtalk.com/document/direction/stream-mode-protocol-access-description */
const frame = z.object({
  type: z.string(),
  headers: z.object({
    messageId: z.string().min(1),
    topic: z.string().catch(''),
    eventType: z.string().catch(''),
    eventId: z.string().min(1).optional().catch(undefined),
    /** 0 is no time: nothing was said before it. */
    eventBornTime: milliseconds
      .refine(time => time > 0)
      .optional()
      .catch(undefined),
  }),
  data: z.string().catch(''),
});

/** What acknowledges an event. */
export const eventTaken = JSON.stringify({ status: 'SUCCESS' });

/** How an acknowledgement may end, by the vendor's own client. */
const outcomes = { 200: 'OK', 400: 'bad request', 404: 'not implemented' } as const;

/** Reads a frame, which is JSON with JSON in a string inside. */
export function readFrame(text: string): Frame {
  const read = frame.safeParse(jsonOf(text)).data;
  if (!read) return { kind: 'noise' };
  const { type, headers, data } = read;
  const { messageId: id, topic } = headers;
  const notice = (answer: string, code?: keyof typeof outcomes): Frame => ({
    kind: 'notice',
    acknowledgement: acknowledge(id, answer, code),
  });
  switch (type) {
    case 'SYSTEM':
      if (topic === 'disconnect') return { kind: 'farewell', acknowledgement: acknowledge(id, data) };
      return notice(data);
    case 'EVENT': {
      const { eventType, eventId = id, eventBornTime: bornAt } = headers;
      if (!isMembership(eventType)) return notice(eventTaken);
      return { kind: 'membership', id, payload: jsonOf(data), eventType, eventId, bornAt };
    }
    case 'CALLBACK': {
      const kind = kinds.get(topic);
      return kind ? { kind, id, payload: jsonOf(data) } : notice('{}', 404);
    }
    default:
      return { kind: 'noise' };
  }
}

/** @param data JSON, or what a system frame brought */
export function acknowledge(id: string, data: string, code: keyof typeof outcomes = 200): string {
  const headers = { contentType: 'application/json', messageId: id };
  return JSON.stringify({ code, headers, message: outcomes[code], data });
}

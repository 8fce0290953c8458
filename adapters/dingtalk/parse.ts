import type { Address, Arrival, Chat } from '../../src/message.ts';
import { contentOf } from './parse/content.ts';
import { mentionsOf } from './parse/mentions.ts';
import { quoteOf } from './parse/quote.ts';
import { robotMessage } from './wire.ts';

/** What a message means, and what else it tells. */
export interface Parsed {
  readonly arrival: Extract<Arrival, { readonly address: unknown }>;
  /** An address that takes an answer without a token, until then (Unix ms). */
  readonly session?: { readonly url: string; readonly expiresAt: number };
  /** The sender's encrypted id; absent where it is not told. */
  readonly encryptedId?: string;
  /** Whether DingTalk calls the sender an administrator; absent where it does not tell. */
  readonly isAdmin?: boolean;
}

/**
 * Their message → our words. Whoever is quoted, and whoever is mentioned without an id of the organisation, has the
 * encrypted one: see `Acquaintances`. It came to us: whatever robot it names is ours.
 */
export function parse(payload: unknown): Parsed | 'malformed' {
  const { data } = robotMessage.safeParse(payload);
  const senderId = data?.senderStaffId ?? data?.senderId;
  if (!data || senderId === undefined) return 'malformed';
  const { chatbotUserId, conversationId, conversationTitle, sessionWebhook: url } = data;

  const kind: Chat['kind'] = data.conversationType === '1' ? 'direct' : 'group';
  const mentioned =
    data.isInAtList === true ||
    (chatbotUserId !== undefined && data.atUsers?.some(({ dingtalkId }) => dingtalkId === chatbotUserId));
  const address: Address = kind === 'direct' ? 'direct' : mentioned ? 'mention' : 'none';
  const { content, text } = contentOf(data.msgtype, data.text, data.content);
  const quoted = quoteOf(data.text, chatbotUserId);
  const mentions = mentionsOf(data, text);
  const expiresAt = data.sessionWebhookExpiredTime;
  return {
    arrival: {
      kind: 'message',
      author: data.senderId !== undefined && data.senderId === chatbotUserId ? 'bot' : 'person',
      address,
      content,
      message: {
        platform: 'dingtalk',
        id: data.msgId,
        chat: {
          id: conversationId,
          kind,
          ...(conversationTitle !== undefined && { title: conversationTitle }),
        },
        sender: { id: senderId, name: data.senderNick ?? senderId.slice(-4) },
        text,
        ...(mentions.length > 0 && { mentions }),
        ...(quoted && { quoted }),
        sentAt: data.createAt,
      },
    },
    ...(url !== undefined && expiresAt !== undefined && { session: { url, expiresAt } }),
    ...(data.senderId !== undefined && { encryptedId: data.senderId }),
    ...(data.isAdmin !== undefined && { isAdmin: data.isAdmin }),
  };
}

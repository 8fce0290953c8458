import { idsOf, tenantKey } from './ids.ts';
import type { Wire } from './words.ts';
import { type Message, rootOf, shown } from './world.ts';

/** A message as an event tells of it: `im.message.receive_v1`. */
export const messageEvent = (message: Message): Wire => ({
  sender: { sender_id: idsOf(message.from.openId), sender_type: 'user', tenant_key: tenantKey },
  message: {
    ...common(message),
    chat_type: message.room.type,
    message_type: message.kind,
    content: message.content,
    ...(message.mentions.length > 0 && { mentions: message.mentions }),
  },
});

/** A message as the calls about it answer. `appId` is the sender of what the bot wrote. */
export const messageWire = (message: Message, botOpenId: string, appId: string): Wire => ({
  ...common(message),
  msg_type: message.kind,
  deleted: message.isRecalled,
  updated: message.states.length > 1,
  sender:
    message.from.openId === botOpenId
      ? { id: appId, id_type: 'app_id', sender_type: 'app', tenant_key: tenantKey }
      : { id: message.from.openId, id_type: 'open_id', sender_type: 'user', tenant_key: tenantKey },
  body: { content: message.isRecalled ? 'This message was recalled' : bodyOf(message) },
  ...(message.mentions.length > 0 && {
    mentions: message.mentions.map(({ id, ...mention }) => ({
      ...mention,
      id: (id as { open_id: string }).open_id,
      id_type: 'open_id',
    })),
  }),
});

/** What is read back of a card is a picture of its texts, and not the card. */
const bodyOf = (message: Message): string =>
  message.kind === 'interactive'
    ? JSON.stringify({ title: null, elements: [[{ tag: 'text', text: shown(message).text }]] })
    : message.content;

const common = (message: Message): Wire => ({
  message_id: message.id,
  ...(message.replyTo && { root_id: rootOf(message).id, parent_id: message.replyTo.id }),
  ...(message.topic && { thread_id: message.topic }),
  create_time: String(Math.floor(message.sentAt)),
  update_time: String(Math.floor(message.states.at(-1)?.at ?? message.sentAt)),
  chat_id: message.room.id,
});

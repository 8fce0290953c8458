import type { Chat, Message, Person, Room, Standing, Wire } from './words.ts';
import { shown } from './world.ts';

/** A person as `User`. */
export const userWire = ({ id, firstName, username, isBot }: Person): Wire => ({
  id,
  is_bot: isBot ?? false,
  first_name: firstName,
  ...(username && { username }),
  ...(!isBot && { language_code: 'zh' }),
});

/** A chat as `Chat`. */
export const chatWire = (chat: Chat & Partial<Room>): Wire => ({
  id: chat.id,
  type: chat.type,
  ...(chat.title && { title: chat.title }),
  ...(chat.person && { first_name: chat.person.firstName }),
  ...(chat.person?.username && { username: chat.person.username }),
  ...(chat.isForum && { is_forum: true }),
});

/** A place in a chat as `ChatMember`. */
export const memberWire = (person: Person, status: Standing): Wire => ({
  user: userWire(person),
  status,
  ...(status === 'kicked' && { until_date: 0 }),
  ...(status === 'creator' && { is_anonymous: false }),
  ...(status === 'administrator' && { can_be_edited: false, is_anonymous: false, can_delete_messages: true }),
});

/** A message as `Message`; what it replies to is told without its own reply, as the vendor does. */
export function messageWire(message: Message, { nested = false } = {}): Wire {
  const { text, entities, keyboard, at } = shown(message);
  const captioned = ['photo', 'document', 'voice'].some(kind => kind in message.extra);
  const thread = threadOf(message);
  const quoted = message.replyTo ?? (message.topic ? message.room.topics.get(message.topic) : undefined);
  return {
    message_id: message.id,
    ...(message.from && { from: userWire(message.from) }),
    ...(message.senderRoom && { sender_chat: chatWire(message.senderRoom) }),
    chat: chatWire(message.room),
    date: Math.floor(message.sentAt / 1000),
    ...(message.states.length > 1 && { edit_date: Math.floor(at / 1000) }),
    ...(thread && { message_thread_id: thread }),
    ...(message.topic && { is_topic_message: true }),
    ...(quoted && !nested && { reply_to_message: messageWire(quoted, { nested: true }) }),
    ...message.extra,
    ...(text && { [captioned ? 'caption' : 'text']: text }),
    ...(entities.length > 0 && { [captioned ? 'caption_entities' : 'entities']: entities }),
    ...(keyboard.length > 0 && { reply_markup: { inline_keyboard: keyboard } }),
  };
}

/** The topic; or, in a supergroup without topics, the first message of a chain of replies, which is no topic at all. */
function threadOf({ id, topic, room, replyTo }: Message): number | undefined {
  if (room.topics.has(id)) return id;
  if (topic || room.type !== 'supergroup' || room.isForum) return topic;
  let root = replyTo;
  while (root?.replyTo) root = root.replyTo;
  return root?.id;
}

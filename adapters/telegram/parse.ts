import type { Address, Arrival, ButtonPress, Chat, Content, Quoted } from '../../src/message.ts';
import { type Bot, mentionsOf } from './parse/mentions.ts';
import { authorOf, nameOf, senderOf } from './parse/sender.ts';
import type { CallbackQuery, ContentField, Member, Message, PlainMessage, Update, WireChat } from './wire.ts';

const platform = 'telegram';

/** Shows a short text to who pressed the button of this callback query. Never rejects. */
export type AnswerPress = (callbackQueryId: string, text: string) => Promise<void>;

/** What a Telegram update means. */
export function parse(update: Update, bot: Bot, answer: AnswerPress): Arrival {
  if (update.message) return fromMessage('message', update.message, bot);
  if (update.edited_message) return fromMessage('edit', update.edited_message, bot);
  if (update.callback_query) return fromPress(update.callback_query, answer);
  if (update.my_chat_member) return fromMembership(update.my_chat_member);
  return nothing('an update that we did not ask for');
}

const nothing = (why: string): Arrival => ({ kind: 'nothing', why });

function fromMessage(kind: 'message' | 'edit', message: Message, bot: Bot): Arrival {
  const { chat, from } = message;
  const { migrate_to_chat_id: to, migrate_from_chat_id: origin } = message;
  if (to !== undefined) return fromMove(chat.id, to, message.date);
  if (origin !== undefined) return fromMove(origin, chat.id, message.date);
  if (chat.type === 'channel') return nothing('channel post');
  if (from?.id === bot.id) return nothing('our own message');
  const carried = contentOf(message);
  if (carried === undefined) return nothing('service message');
  const sender = senderOf(message);
  if (!sender) return nothing('message without a sender');

  const written = message.text ?? message.caption ?? '';
  const mentions = mentionsOf(written, message.entities ?? message.caption_entities ?? [], bot);
  if (mentions.anotherBot && chat.type !== 'private') return nothing('command for another bot');
  const topic = topicOf(message);
  const quoted = quotedBy(message, bot);
  return {
    kind,
    author: authorOf(message),
    address: addressOf(message, mentions.us, bot),
    content: mentions.text === '' ? carried : 'text',
    ...(message.media_group_id !== undefined && { album: message.media_group_id }),
    message: {
      platform,
      id: String(message.message_id),
      chat: chatOf(chat),
      ...(topic !== undefined && { topic }),
      sender,
      text: mentions.text,
      ...(mentions.people.length > 0 && { mentions: mentions.people }),
      ...(quoted && { quoted }),
      sentAt: message.date * 1000,
    },
  };
}

function chatOf({ id, type, title }: WireChat): Chat {
  return {
    id: String(id),
    kind: type === 'private' ? 'direct' : 'group',
    ...(title !== undefined && { title }),
  };
}

/** The general topic (1) is none: Telegram refuses its number. Outside forums a thread id only tells a chain of replies. */
function topicOf(message: Message): string | undefined {
  const thread = message.is_topic_message ? message.message_thread_id : undefined;
  return thread === undefined || thread === 1 ? undefined : String(thread);
}

/** What was answered; in a forum every message "answers" the message that opened its topic, which means nothing. */
function answered(message: Message): PlainMessage | undefined {
  const target = message.reply_to_message;
  const opensTopic = target?.message_id === message.message_thread_id;
  const implied = opensTopic && (message.is_topic_message || target?.forum_topic_created !== undefined);
  return implied ? undefined : target;
}

function addressOf(message: Message, mentioned: boolean, bot: Bot): Address {
  if (message.chat.type === 'private') return 'direct';
  if (mentioned) return 'mention';
  return answered(message)?.from?.id === bot.id ? 'reply' : 'none';
}

/** The part that a person marked, else the whole message that was answered; what is no text has none. */
function quotedBy(message: Message, bot: Bot): Quoted | undefined {
  const target = answered(message);
  const text = message.quote?.text ?? target?.text ?? target?.caption ?? '';
  const sender = target && senderOf(target);
  if (text === '' && !sender) return undefined;
  return {
    text,
    fromBot: target?.from?.id === bot.id,
    ...(sender?.name && { senderName: sender.name }),
    ...(sender && { senderId: sender.id }),
  };
}

const meanings = {
  photo: 'picture',
  voice: 'voice',
  audio: 'voice',
  animation: 'video',
  video: 'video',
  video_note: 'video',
  document: 'file',
  sticker: 'sticker',
  location: 'place',
  contact: 'other',
  poll: 'other',
  dice: 'other',
  game: 'other',
  story: 'other',
  paid_media: 'other',
  checklist: 'other',
  rich_message: 'other',
} as const satisfies Record<ContentField, Content>;

/** What the message carries; undefined for a service message ("Li joined the group"), which carries nothing. */
function contentOf(message: Message): Content | undefined {
  if (message.text !== undefined) return 'text';
  const field = (Object.keys(meanings) as ContentField[]).find(name => message[name] !== undefined);
  return field && meanings[field];
}

function fromPress(query: CallbackQuery, answer: AnswerPress): Arrival {
  const token = /^stop:(.+)$/.exec(query.data ?? '')?.[1];
  if (token === undefined || !query.message) return nothing('a button that is not ours');
  const press: ButtonPress = {
    platform,
    id: query.id,
    chat: chatOf(query.message.chat),
    sender: { id: String(query.from.id), name: nameOf(query.from) },
    action: 'stop',
    token,
    answer: text => answer(query.id, text),
  };
  return { kind: 'press', press };
}

/** Told in both chats. */
function fromMove(from: number, to: number, date: number): Arrival {
  // What is taken along is taken away where it was.
  if (from === to) return nothing('a move to where it is');
  return { kind: 'migration', platform, from: String(from), to: String(to), at: date * 1000 };
}

/** A person who blocks the bot makes it leave their direct chat. In a channel nobody speaks to it. */
function fromMembership(change: NonNullable<Update['my_chat_member']>): Arrival {
  if (change.chat.type === 'channel') return nothing("a change of the bot's place in a channel");
  const isIn = ({ status, is_member }: Member) =>
    status === 'restricted' ? is_member === true : status !== 'left' && status !== 'kicked';
  const [before, after] = [isIn(change.old_chat_member), isIn(change.new_chat_member)];
  if (before === after) return nothing("a change of the bot's rights");
  const state = after ? 'joined' : 'left';
  const chat = chatOf(change.chat);
  const at = change.date * 1000;
  return { kind: 'membership', platform, chat, state, id: String(change.date), at };
}

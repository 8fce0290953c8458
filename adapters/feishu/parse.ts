import type { Address, Arrival, ButtonPress, Chat } from '../../src/message.ts';
import { contentOf } from './parse/content.ts';
import { type Bot, mentionsOf } from './parse/mentions.ts';
import {
  actionEvent,
  buttonValue,
  type Envelope,
  enteredEvent,
  memberEvent,
  messageEvent,
  recallEvent,
} from './wire.ts';

const platform = 'feishu';

type Header = Envelope['header'];

/** What an event means. */
export interface Parsed {
  readonly arrival: Arrival;
  /** The id of the message that it answers, whose words Feishu does not send along. */
  readonly quotes?: string;
}

/** Shows a short text to who pressed the button. Never rejects. */
export type AnswerPress = (text: string) => Promise<void>;

/** Their event → our words. An event of a shape that we do not know means nothing. */
export function parse({ header, event }: Envelope, bot: Bot, answer: AnswerPress): Parsed {
  switch (header.event_type) {
    case 'im.message.receive_v1':
      return fromMessage(event, bot);
    case 'card.action.trigger':
      return { arrival: fromPress(header.event_id, event, answer) };
    case 'im.message.recalled_v1':
      return { arrival: fromRecall(event) };
    case 'im.chat.member.bot.added_v1':
      return { arrival: fromMembership(header, event, 'joined') };
    case 'im.chat.member.bot.deleted_v1':
    case 'im.chat.disbanded_v1':
      return { arrival: fromMembership(header, event, 'left') };
    case 'im.chat.access_event.bot_p2p_chat_entered_v1':
      return { arrival: fromEntering(header, event) };
    default:
      return { arrival: nothing('an event that we have no use for') };
  }
}

const nothing = (why: string): Arrival => ({ kind: 'nothing', why });
const unknownShape = nothing('an event of unknown shape');

function fromMessage(event: unknown, bot: Bot): Parsed {
  const { data } = messageEvent.safeParse(event);
  if (!data) return { arrival: unknownShape };
  const { message, sender } = data;
  const openId = sender.sender_id?.open_id;
  if (!openId) return { arrival: nothing('message without a sender') };
  const carried = contentOf(message.message_type, message.content);
  if (!carried) return { arrival: nothing('service message') };

  const mentions = mentionsOf(carried.text, message.mentions ?? [], bot);
  const kind: Chat['kind'] = message.chat_type === 'p2p' ? 'direct' : 'group';
  const address: Address = kind === 'direct' ? 'direct' : mentions.us ? 'mention' : 'none';
  const arrival: Arrival = {
    kind: 'message',
    author: sender.sender_type === 'user' ? 'person' : 'bot',
    address,
    content: carried.content,
    message: {
      platform,
      id: message.message_id,
      chat: { id: message.chat_id, kind },
      ...(message.thread_id && { topic: message.thread_id }),
      // Events bring no names: the end of an id tells members apart.
      sender: { id: openId, name: openId.slice(-4) },
      text: mentions.text,
      ...(mentions.people.length > 0 && { mentions: mentions.people }),
      sentAt: Number(message.create_time),
    },
  };
  // In a topic every message answers the one that opened it, which means nothing.
  const opener = message.thread_id ? message.root_id : undefined;
  const quotes = message.parent_id === opener ? undefined : message.parent_id;
  return { arrival, ...(quotes && { quotes }) };
}

function fromPress(eventId: string, event: unknown, answer: AnswerPress): Arrival {
  const action = actionEvent.safeParse(event).data;
  const value = buttonValue.safeParse(action?.action.value).data;
  if (!action || !value) return nothing('a button that is not ours');
  const { open_message_id: messageId, open_chat_id: chatId } = action.context;
  const press: ButtonPress = {
    platform,
    // What is said about the press answers the message with the button: see `questionOf`.
    id: `${eventId}:${messageId}`,
    chat: { id: chatId, kind: value.chat },
    ...(value.topic !== undefined && { topic: value.topic }),
    sender: { id: action.operator.open_id, name: action.operator.open_id.slice(-4) },
    action: value.act,
    token: value.token,
    answer,
  };
  return { kind: 'press', press };
}

function fromRecall(event: unknown): Arrival {
  const { data } = recallEvent.safeParse(event);
  if (!data) return unknownShape;
  // Feishu does not tell which kind of chat it was.
  return { kind: 'recall', platform, chat: { id: data.chat_id, kind: 'group' }, messageId: data.message_id };
}

function fromMembership(
  { event_id: id, create_time: at }: Header,
  event: unknown,
  state: 'joined' | 'left',
): Arrival {
  const { data } = memberEvent.safeParse(event);
  if (!data) return unknownShape;
  const chat = { id: data.chat_id, kind: 'group' } as const;
  return { kind: 'membership', platform, chat, state, id, at };
}

/** It is told each time that somebody looks at the chat: only where nothing was said yet does the bot come into it. */
function fromEntering({ event_id: id, create_time: at }: Header, event: unknown): Arrival {
  const { data } = enteredEvent.safeParse(event);
  if (!data) return unknownShape;
  if (data.last_message_id) return nothing('somebody looks at the chat again');
  const chat = { id: data.chat_id, kind: 'direct' } as const;
  return { kind: 'membership', platform, chat, state: 'joined', id, at };
}

/** Which message a reply answers: the question, or the message whose button was pressed. Undefined: nobody asked. */
export function questionOf(id: string | undefined): string | undefined {
  return id?.match(/(?:^|:)(om_[^:]+)$/)?.[1];
}

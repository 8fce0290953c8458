import { EventEmitter } from 'node:events';
import { now } from './now.ts';
import type {
  Chat,
  FormattedText,
  Keyboard,
  Message,
  Person,
  Room,
  SentFile,
  Standing,
  Wire,
} from './words.ts';

/** Message ids count on from here (seconds since 2025), so that a restart does not use old ones again. */
const firstMessageId = Math.floor(now() / 1000) - 1_735_689_600;

/** What is needed to put a message into a chat. `from` is missing in a channel's posts. */
export interface Draft {
  readonly from?: Person | undefined;
  readonly senderRoom?: Room | undefined;
  readonly content: FormattedText;
  readonly keyboard?: Keyboard;
  readonly replyTo?: Message | undefined;
  readonly topic?: number | undefined;
  readonly extra?: Wire;
  readonly file?: SentFile;
  readonly sentAt?: number | undefined;
}

/** Everybody, every chat and every message on the simulated server. */
export class World {
  readonly bot: Person;
  readonly people = new Map<number, Person>();
  readonly rooms = new Map<number, Room>();
  /** Emits `change` after everything that a person or a test could notice. */
  readonly changes = new EventEmitter().setMaxListeners(0);
  #inOneRow = 0;

  constructor(bot: Person) {
    this.bot = bot;
    this.people.set(bot.id, bot);
  }

  addPerson(person: Partial<Person>): Person {
    const id = person.id ?? 1000 + this.people.size;
    const known = { firstName: `Person ${id}`, ...this.people.get(id), ...person, id };
    this.people.set(id, known);
    return known;
  }

  addRoom(chat: Omit<Chat, 'id'> & { id?: number; person?: Person; isForum?: boolean }): Room {
    const count = this.rooms.size + 1;
    const room: Room = {
      isForum: false,
      ...chat,
      id: chat.id ?? (chat.type === 'group' ? -4_000_000 - count : -1_001_000_000_000 - count),
      members: new Map<number, Standing>([[this.bot.id, 'member']]),
      messages: new Map(),
      topics: new Map(),
      typing: [],
    };
    this.rooms.set(room.id, room);
    return room;
  }

  /** @throws Error for a chat that this simulator does not have. */
  room({ id }: { id: number }): Room {
    const room = this.rooms.get(id);
    if (!room) throw new Error(`there is no chat ${id}`);
    return room;
  }

  /** @throws Error when the chat has no such message any more. */
  message(room: Room, id: number): Message {
    const message = room.messages.get(id);
    if (!message || message.deleted) throw new Error(`there is no message ${id} in chat ${room.id}`);
    return message;
  }

  post(room: Room, draft: Draft): Message {
    const { content, keyboard = [], from, senderRoom, replyTo, topic, extra = {} } = draft;
    const at = now();
    const message: Message = {
      id: this.#nextId(room),
      room,
      from,
      senderRoom,
      replyTo,
      topic,
      extra,
      file: draft.file,
      sentAt: draft.sentAt ?? at,
      states: [{ ...content, keyboard, at }],
      deleted: false,
    };
    room.messages.set(message.id, message);
    if (from?.isBot && !senderRoom) room.lastBot = from.id;
    this.changed();
    return message;
  }

  /** A supergroup and a channel number their messages themselves; an account has one row of numbers for all other chats. */
  #nextId({ type, messages }: Room): number {
    if (type === 'supergroup' || type === 'channel') return firstMessageId + messages.size;
    this.#inOneRow += 1;
    return firstMessageId + this.#inOneRow;
  }

  revise(message: Message, content: FormattedText, keyboard: Keyboard): void {
    message.states.push({ ...content, keyboard, at: now() });
    this.changed();
  }

  remove(message: Message): void {
    message.deleted = true;
    this.changed();
  }

  changed(): void {
    this.changes.emit('change');
  }
}

/** What a message shows now. */
export const shown = (message: Message) => message.states.at(-1) ?? message.states[0];

/** Is it one of Telegram's own lines, such as "joined the group"? */
export const isService = ({ extra }: Message): boolean =>
  Object.keys(extra).some(key => /^(new_chat_|left_chat_|migrate_|forum_topic_)/.test(key));

import { EventEmitter } from 'node:events';
import type { Clock } from '../clock.ts';
import type { Card } from './card.ts';
import { newId } from './ids.ts';
import type { Chat, MessageState, Person, SentFile, Wire } from './words.ts';

/** A chat with all that the server knows about it. */
export interface Room extends Chat {
  readonly person?: Person | undefined;
  readonly members: Map<string, Person>;
  readonly managers: Set<string>;
  readonly messages: Message[];
  owner?: string | undefined;
  hasBot: boolean;
  /** The group is no more. */
  isDisbanded?: boolean;
}

/** A message on the server; `states` holds everything it ever showed, the present last. */
export interface Message {
  readonly id: string;
  readonly room: Room;
  readonly from: Person;
  /** The vendor's `msg_type`. */
  readonly kind: string;
  /** JSON, as it travels. */
  content: string;
  readonly mentions: readonly Wire[];
  readonly replyTo?: Message | undefined;
  /** `omt_…`; a reply in a thread gives its question one. */
  topic?: string | undefined;
  /** The card entity that it shows. */
  readonly card?: Card | undefined;
  readonly file?: SentFile | undefined;
  readonly sentAt: number;
  readonly states: [MessageState, ...MessageState[]];
  isRecalled: boolean;
}

/** What is needed to put a message into a chat. */
export type Draft = Pick<Message, 'from' | 'kind' | 'content' | 'replyTo' | 'topic' | 'card' | 'file'> & {
  readonly states: Message['states'];
  readonly mentions?: readonly Wire[];
  readonly sentAt?: number | undefined;
};

/** Everybody, every chat, every message and every card on the simulated server. */
export class World {
  readonly bot: Person;
  readonly clock: Clock;
  readonly people = new Map<string, Person>();
  readonly rooms = new Map<string, Room>();
  readonly messages = new Map<string, Message>();
  readonly cards = new Map<string, Card>();
  /** What was uploaded, by its `file_key`. */
  readonly files = new Map<string, SentFile>();
  /** Emits `change` after everything that a person or a test could notice. */
  readonly changes = new EventEmitter().setMaxListeners(0);

  constructor(bot: Person, clock: Clock) {
    this.bot = bot;
    this.clock = clock;
    this.people.set(bot.openId, bot);
  }

  addPerson({ openId = newId('ou_'), ...person }: Partial<Person>): Person {
    const known = { name: `用户${this.people.size}`, ...this.people.get(openId), ...person, openId };
    this.people.set(openId, known);
    return known;
  }

  addRoom(chat: Omit<Chat, 'id'> & { id?: string | undefined; person?: Person }): Room {
    const { id = newId('oc_'), ...rest } = chat;
    const room: Room = { ...rest, id, members: new Map(), managers: new Set(), messages: [], hasBot: true };
    this.rooms.set(id, room);
    return room;
  }

  /** The private chat of a person with the bot, which is there from the first message on. */
  direct(person: Person): Room {
    const id = person.openId.replace('ou_', 'oc_');
    return this.rooms.get(id) ?? this.addRoom({ id, type: 'p2p', topics: false, person });
  }

  /** @throws Error for a chat that this simulator does not have. */
  room({ id }: { id: string }): Room {
    const room = this.rooms.get(id);
    if (!room) throw new Error(`there is no chat ${id}`);
    return room;
  }

  /** @throws Error when the chat has no such message. */
  message(room: Room, id: string): Message {
    const message = this.messages.get(id);
    if (message?.room !== room) throw new Error(`there is no message ${id} in chat ${room.id}`);
    return message;
  }

  post(room: Room, draft: Draft): Message {
    const message: Message = {
      ...draft,
      mentions: draft.mentions ?? [],
      sentAt: draft.sentAt ?? this.clock.now(),
      id: newId('om_'),
      room,
      isRecalled: false,
    };
    room.messages.push(message);
    this.messages.set(message.id, message);
    this.changed();
    return message;
  }

  /** The message shows something else from now on. */
  revise(message: Message, content: string, state: MessageState): void {
    message.content = content;
    message.states.push(state);
    this.changed();
  }

  changed(): void {
    this.changes.emit('change');
  }
}

/** What a message shows now. */
export const shown = ({ states, card }: Message): MessageState => ({
  ...(states.at(-1) ?? states[0]),
  ...(card && { streaming: card.isStreaming }),
});

/** The message that a chain of replies began with. */
export const rootOf = (message: Message): Message => (message.replyTo ? rootOf(message.replyTo) : message);

import { EventEmitter } from 'node:events';
import type { Clock } from '../clock.ts';
import type { Card } from './card.ts';
import { directId, encryptedId, newId, newOddId } from './ids.ts';
import type { Chat, MessageState, Person, SentFile, Wire } from './words.ts';

/** A chat with all that the server knows about it. */
export interface Room extends Chat {
  readonly person?: Person | undefined;
  readonly messages: Message[];
  /** `stopped`: the robot was blocked or thrown out. */
  state: 'open' | 'stopped' | 'disbanded';
  /** A group that has the bot as a cool app: the bot is told what becomes of it. */
  readonly isCoolApp?: boolean | undefined;
}

/** A message on the server; `states` holds everything it ever showed, the present last. */
export interface Message {
  /** `msg…`; nobody tells the bot the ids of what it wrote. */
  readonly id: string;
  readonly room: Room;
  readonly from: Person;
  /** The vendor's `msgtype`; of the bot's: `card`, `standard-card`, `markdown` or `text`. */
  readonly kind: string;
  /** What a person's message holds, as it travels. */
  readonly content: Wire;
  /** Staff ids, ids of outsiders and of the bot, or `all`. */
  readonly mentions: readonly string[];
  readonly card?: Card | undefined;
  /** What the bot sent as a file. */
  readonly file?: SentFile | undefined;
  /** Names a robot's message, to recall it. */
  readonly queryKey?: string | undefined;
  readonly sentAt: number;
  readonly states: [MessageState, ...MessageState[]];
  isRecalled: boolean;
}

/** What is needed to put a message into a chat. */
export type Draft = Pick<Message, 'from' | 'kind' | 'states' | 'card' | 'file' | 'queryKey'> & {
  readonly content?: Wire;
  readonly mentions?: readonly string[];
  readonly sentAt?: number | undefined;
};

/** How to name somebody: by staff id, or an outsider by encrypted id or name. Nothing makes somebody new. */
export type PersonLike = Partial<Person> & { readonly outsider?: boolean | undefined };

/** A new group; without an id it gets one. */
export interface GroupLike {
  readonly title: string;
  readonly id?: string | undefined;
  /** Whether it has the bot as a cool app, so that the bot is told what becomes of it; as it usually is, it has not. */
  readonly isCoolApp?: boolean | undefined;
}

/** Everybody, every chat, every message and every card on the simulated server. */
export class World {
  readonly bot: Person;
  readonly clock: Clock;
  /** By encrypted id. */
  readonly people = new Map<string, Person>();
  readonly rooms = new Map<string, Room>();
  readonly messages = new Map<string, Message>();
  /** By `outTrackId`. */
  readonly cards = new Map<string, Card>();
  /** What was uploaded, by `media_id`. */
  readonly media = new Map<string, Buffer>();
  /** The messages that show a standard card, by `cardBizId`. */
  readonly standardCards = new Map<string, Message>();
  /** Emits `change` after everything that a person or a test could notice. */
  readonly changes = new EventEmitter().setMaxListeners(0);

  constructor(botName: string, clock: Clock) {
    this.bot = { senderId: encryptedId('bot'), name: botName, isAdmin: false };
    this.clock = clock;
  }

  /** Somebody new; with the id of somebody known, that one, with what is told anew. */
  addPerson({ outsider = false, ...person }: PersonLike): Person {
    const number = this.people.size + 1;
    const isOutsider = outsider || (person.senderId !== undefined && person.staffId === undefined);
    const staffId = isOutsider ? undefined : (person.staffId ?? `staff${number}`);
    const senderId = person.senderId ?? encryptedId(staffId ?? `outsider ${person.name ?? newId()}`);
    const known = { name: `用户${number}`, isAdmin: false, ...this.people.get(senderId) };
    const somebody: Person = { staffId, ...known, ...person, senderId };
    this.people.set(senderId, somebody);
    return somebody;
  }

  staff(staffId: string): Person | undefined {
    return [...this.people.values()].find(person => person.staffId === staffId);
  }

  addGroup({ title, id = newOddId('cid'), isCoolApp }: GroupLike): Room {
    const room: Room = { id, type: 'group', title, messages: [], state: 'open', isCoolApp };
    this.rooms.set(id, room);
    return room;
  }

  /** The private chat of a person with the bot, which is there from the first time that anybody asks. */
  direct(person: Person): Room {
    const id = directId(person.senderId);
    const known = this.rooms.get(id);
    if (known) return known;
    const room: Room = { id, type: 'direct', person, messages: [], state: 'open' };
    this.rooms.set(id, room);
    return room;
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
      content: draft.content ?? {},
      mentions: draft.mentions ?? [],
      sentAt: draft.sentAt ?? this.clock.now(),
      id: newId('msg'),
      room,
      isRecalled: false,
    };
    room.messages.push(message);
    this.messages.set(message.id, message);
    this.changed();
    return message;
  }

  changed(): void {
    this.changes.emit('change');
  }
}

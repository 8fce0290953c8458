import { changeBot, disband, enter } from './people/membership.ts';
import { type PressAnswer, press } from './people/press.ts';
import { recall, type SayOptions, say } from './people/say.ts';
import type { Simulation } from './simulation.ts';
import type { Chat, Person } from './words.ts';

/** A chat, by its id. */
export type ChatRef = { readonly id: string };

/** What people do. A wrong chat, message or button throws an Error: it is the test that is wrong. */
export interface People {
  /** Somebody new; with the open id of somebody known, that one. */
  person(person?: Partial<Person>): Person;
  /** The private chat of a person with the bot. */
  direct(person: Person): Chat;
  /** A group that the bot is in; with `topics`, one of topics. */
  group(group: { title: string; id?: string; topics?: boolean }): Chat;
  join(chat: ChatRef, person: Person): void;
  leave(chat: ChatRef, person: Person): void;
  setOwner(chat: ChatRef, person: Person): void;
  makeManager(chat: ChatRef, person: Person): void;
  /** The bot is thrown out of a group. */
  kick(chat: ChatRef): void;
  /** The bot is taken into a group again. */
  admit(chat: ChatRef): void;
  /** The group is no more. */
  disband(chat: ChatRef): void;
  /** A person opens the chat with the bot, and says nothing yet. */
  enter(person: Person): void;
  /** Writes a message and returns its id, `om_…`. */
  say(chat: ChatRef, person: Person, text: string, options?: SayOptions): string;
  /** The topic (`omt_…`) that a message stands in, to say more there. */
  topicOf(messageId: string): string | undefined;
  /** A message disappears, taken back by who wrote it or by an admin. */
  recall(chat: ChatRef, messageId: string): void;
  /** Presses a button, named by its element id or its text; resolves when the bot answered or the deadline passed. */
  press(chat: ChatRef, person: Person, messageId: string, button: string): Promise<PressAnswer>;
}

/** The people of one simulation. */
export function createPeople(simulation: Simulation): People {
  const { world } = simulation;
  return {
    person: (person = {}) => world.addPerson(person),
    direct: person => world.direct(person),
    group({ title, id, topics = false }) {
      const room = world.addRoom({ id, title, type: 'group', topics });
      changeBot(simulation, room, true);
      return room;
    },
    join(chat, person) {
      world.room(chat).members.set(person.openId, person);
    },
    leave(chat, person) {
      world.room(chat).members.delete(person.openId);
    },
    setOwner(chat, person) {
      world.room(chat).owner = person.openId;
    },
    makeManager(chat, person) {
      world.room(chat).managers.add(person.openId);
    },
    kick: chat => changeBot(simulation, world.room(chat), false),
    admit: chat => changeBot(simulation, world.room(chat), true),
    disband: chat => disband(simulation, world.room(chat)),
    enter: person => enter(simulation, world.direct(person), person),
    say: (chat, person, text, options = {}) => say(simulation, world.room(chat), person, text, options).id,
    topicOf: messageId => world.messages.get(messageId)?.topic,
    recall: (chat, id) => recall(simulation, world.message(world.room(chat), id)),
    press: async (chat, person, id, button) =>
      press(simulation, world.message(world.room(chat), id), person, button),
  };
}

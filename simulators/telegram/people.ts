import type { PressAnswer } from './callbacks.ts';
import { anonymousAdmin } from './people/announce.ts';
import { channelPost, forward } from './people/forward.ts';
import { changeStanding, disband, join, leave, migrate, openTopic } from './people/membership.ts';
import { press } from './people/press.ts';
import { editByPerson, type SayOptions, say } from './people/say.ts';
import type { Simulation } from './simulation.ts';
import type { Chat, Person } from './words.ts';

/** A chat, by its id. */
export type ChatRef = { readonly id: number };

/** What people do. A wrong chat, message or button throws an Error: it is the test that is wrong. */
export interface People {
  /** Somebody new; with the id of somebody known, that one. */
  person(person?: Partial<Person>): Person;
  /** The private chat of a person with the bot. */
  direct(person: Person): Chat;
  /** A group that the bot is in; basic unless `supergroup` or `topics` is set. */
  group(group: { title: string; id?: number; supergroup?: boolean; topics?: boolean }): Chat;
  /** A channel, whose posts are copied into `discussion`. */
  channel(channel: { title: string; discussion?: ChatRef }): Chat;
  /** Opens a topic in a forum and returns its `message_thread_id`; `by` may be the bot. */
  topic(chat: ChatRef, by: Person, name: string): number;
  join(chat: ChatRef, person: Person): void;
  leave(chat: ChatRef, person: Person): void;
  /** Makes a person, or the bot, an administrator of a group. */
  makeAdmin(chat: ChatRef, person: Person): void;
  /** A person blocks the bot. */
  block(person: Person): void;
  unblock(person: Person): void;
  /** The bot is thrown out of a group. */
  kick(chat: ChatRef): void;
  /** The bot is taken into a group again. */
  admit(chat: ChatRef): void;
  /** A group is deleted by its owner. */
  disband(chat: ChatRef): void;
  /** Writes a message and returns its id. */
  say(chat: ChatRef, person: Person, text: string, options?: SayOptions): number;
  edit(chat: ChatRef, messageId: number, text: string): void;
  /** Presses a button, named by its text or data; resolves when the bot answered or the deadline passed. */
  press(chat: ChatRef, person: Person, messageId: number, button: string): Promise<PressAnswer>;
  deleteMessage(chat: ChatRef, messageId: number): void;
  /** Forwards a message of chat `from` and returns the copy's id. */
  forward(chat: ChatRef, person: Person, from: ChatRef, messageId: number): number;
  /** Posts in a channel and returns the message id there. */
  channelPost(channel: ChatRef, text: string): number;
  /** A group becomes a supergroup, which is a new chat. */
  migrate(chat: ChatRef): Chat;
}

/** The people of one simulation. */
export function createPeople(simulation: Simulation): People {
  const { world } = simulation;
  return {
    person: (person = {}) => world.addPerson(person),
    direct: person => world.rooms.get(person.id) ?? world.addRoom({ id: person.id, type: 'private', person }),
    group({ title, id, supergroup = false, topics = false }) {
      const type = supergroup || topics ? 'supergroup' : 'group';
      const room = world.addRoom({ title, type, isForum: topics, ...(id !== undefined && { id }) });
      room.members.delete(world.bot.id);
      changeStanding(simulation, room, world.bot, 'member');
      return room;
    },
    channel({ title, discussion }) {
      const room = world.addRoom({ title, type: 'channel' });
      if (discussion) room.discussion = world.room(discussion);
      return room;
    },
    topic: (chat, by, name) => openTopic(simulation, world.room(chat), by, name),
    join: (chat, person) => join(simulation, world.room(chat), person),
    leave: (chat, person) => leave(simulation, world.room(chat), person),
    makeAdmin: (chat, person) => changeStanding(simulation, world.room(chat), person, 'administrator'),
    block: person => changeStanding(simulation, world.room(person), world.bot, 'kicked', person),
    unblock: person => changeStanding(simulation, world.room(person), world.bot, 'member', person),
    kick: chat => changeStanding(simulation, world.room(chat), world.bot, 'kicked', anonymousAdmin),
    admit: chat => changeStanding(simulation, world.room(chat), world.bot, 'member', anonymousAdmin),
    disband: chat => disband(simulation, world.room(chat)),
    say: (chat, person, text, options = {}) => say(simulation, world.room(chat), person, text, options).id,
    edit: (chat, id, text) => editByPerson(simulation, world.message(world.room(chat), id), text),
    press: async (chat, person, id, button) =>
      press(simulation, world.message(world.room(chat), id), person, button),
    deleteMessage: (chat, id) => world.remove(world.message(world.room(chat), id)),
    forward: (chat, person, from, id) =>
      forward(simulation, world.room(chat), person, world.message(world.room(from), id)).id,
    channelPost: (channel, text) => channelPost(simulation, world.room(channel), text).id,
    migrate: chat => migrate(simulation, world.room(chat)),
  };
}

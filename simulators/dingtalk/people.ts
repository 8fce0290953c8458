import { changeBot, disband } from './people/membership.ts';
import { type PressAnswer, press } from './people/press.ts';
import { type SayOptions, say } from './people/say.ts';
import type { Simulation } from './simulation.ts';
import type { Chat, Person } from './words.ts';
import type { GroupLike, PersonLike, Room } from './world.ts';

/** A chat, by its id. */
export type ChatRef = { readonly id: string };

/** What people do. A wrong chat, message or button throws an Error: it is the test that is wrong. */
export interface People {
  /** Somebody new; with the id of somebody known, that one. `outsider`: not of the organisation, without a staff id. */
  person(person?: PersonLike): Person;
  /** The private chat of a person with the bot. */
  direct(person: Person): Chat;
  /** A group that the bot is in. */
  group(group: GroupLike): Chat;
  /** The bot is thrown out of a group. */
  kick(chat: ChatRef): void;
  /** The bot is taken into a group again. */
  admit(chat: ChatRef): void;
  /** The group is no more. */
  disband(chat: ChatRef): void;
  /** A person wants to hear nothing of the bot any more. */
  block(chat: ChatRef): void;
  /** The bot may write again. */
  unblock(chat: ChatRef): void;
  /** Writes a message and returns its id, the `msgId`. */
  say(chat: ChatRef, person: Person, text: string, options?: SayOptions): string;
  /** Takes a message back, of which the bot hears nothing. */
  recall(chat: ChatRef, messageId: string): void;
  /** Presses a card's button, named by its id or its text; resolves when the bot answered or the deadline passed. */
  press(chat: ChatRef, person: Person, messageId: string, button: string): Promise<PressAnswer>;
}

/** The people of one simulation. */
export function createPeople(simulation: Simulation): People {
  const { world } = simulation;
  const become = (state: Room['state']) => (chat: ChatRef) => {
    world.room(chat).state = state;
    world.changed();
  };
  return {
    person: (person = {}) => world.addPerson(person),
    direct: person => world.direct(person),
    group(group) {
      const room = world.addGroup(group);
      changeBot(simulation, room, true);
      return room;
    },
    kick: chat => changeBot(simulation, world.room(chat), false),
    admit: chat => changeBot(simulation, world.room(chat), true),
    disband: chat => disband(simulation, world.room(chat)),
    block: become('stopped'),
    unblock: become('open'),
    say: (chat, person, text, options = {}) => say(simulation, world.room(chat), person, text, options).id,
    recall(chat, id) {
      world.message(world.room(chat), id).isRecalled = true;
      world.changed();
    },
    press: async (chat, person, id, button) =>
      press(simulation, world.message(world.room(chat), id), person, button),
  };
}

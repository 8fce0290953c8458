import { now } from '../now.ts';
import type { Simulation } from '../simulation.ts';
import { chatWire, memberWire, userWire } from '../wire.ts';
import type { Person, Room, Standing } from '../words.ts';
import { announceEvent, anonymousAdmin } from './announce.ts';

/** Gives a person, or the bot, another place in a chat, and tells the bot in the way Telegram does. */
export function changeStanding(
  { world, updates }: Simulation,
  room: Room,
  person: Person,
  standing: Standing,
  by: Person = person,
): void {
  const before = room.members.get(person.id) ?? 'left';
  if (before === standing) return;
  room.members.set(person.id, standing);
  updates.push(person.id === world.bot.id ? 'my_chat_member' : 'chat_member', room.id, {
    chat: chatWire(room),
    from: userWire(by),
    date: Math.floor(now() / 1000),
    old_chat_member: memberWire(person, before),
    new_chat_member: memberWire(person, standing),
  });
  world.changed();
}

/** A person comes into a group. */
export function join(simulation: Simulation, room: Room, person: Person): void {
  changeStanding(simulation, room, person, 'member');
  announceEvent(simulation, room, person, { new_chat_members: [userWire(person)] });
}

/** A person leaves a group. */
export function leave(simulation: Simulation, room: Room, person: Person): void {
  changeStanding(simulation, room, person, 'left');
  announceEvent(simulation, room, person, { left_chat_member: userWire(person) });
}

/** The owner deletes a group, and nobody is in it any more. */
export function disband(simulation: Simulation, room: Room): void {
  changeStanding(simulation, room, simulation.world.bot, 'left', anonymousAdmin);
  room.members.clear();
  room.isDeleted = true;
  simulation.world.changed();
}

/** A group becomes a supergroup: a new chat with a new id, and new message ids; the old id serves no more. */
export function migrate(simulation: Simulation, room: Room): Room {
  const next = simulation.world.addRoom({ type: 'supergroup', title: room.title });
  for (const [id, standing] of room.members) next.members.set(id, standing);
  announceEvent(simulation, room, anonymousAdmin, { migrate_to_chat_id: next.id });
  announceEvent(simulation, next, anonymousAdmin, { migrate_from_chat_id: room.id });
  room.migratedTo = next;
  return next;
}

/** A new topic in a forum; its number is the id of the message that opens it. */
export function openTopic(simulation: Simulation, room: Room, by: Person, name: string): number {
  const extra = { forum_topic_created: { name, icon_color: 7322096 } };
  const root = announceEvent(simulation, room, by, extra);
  room.topics.set(root.id, root);
  return root.id;
}

import { integer, text } from '../parameters.ts';
import { badRequest, Refusal } from '../refusal.ts';
import type { Room, Wire } from '../words.ts';
import type { World } from '../world.ts';

/** The chat that `chat_id` names. @throws Refusal when there is none, or it became a supergroup */
export function roomOf(world: World, parameters: Wire): Room {
  const name = text(parameters, 'chat_id');
  if (name === '') throw badRequest('chat_id is empty');
  const id = name.startsWith('@') ? Number.NaN : integer(parameters, 'chat_id');
  const room = world.rooms.get(id ?? Number.NaN);
  if (room?.migratedTo)
    throw new Refusal(400, 'group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: room.migratedTo.id,
    });
  if (room) return room;
  if (id !== undefined && world.people.has(id))
    throw new Refusal(403, "bot can't initiate conversation with a user");
  throw badRequest('chat not found');
}

/** The same for a call that writes there. @throws Refusal also when the bot was blocked, kicked, or left */
export function writableRoom(world: World, parameters: Wire): Room {
  const room = roomOf(world, parameters);
  if (room.isDeleted) throw new Refusal(403, 'the group chat was deleted');
  const standing = room.members.get(world.bot.id);
  if (standing === 'kicked' && room.type === 'private') throw new Refusal(403, 'bot was blocked by the user');
  if (standing === 'kicked') throw new Refusal(403, `bot was kicked from the ${room.type} chat`);
  if (standing === 'left') throw new Refusal(403, `bot is not a member of the ${room.type} chat`);
  return room;
}

/** The topic of a call, if it names one. @throws Refusal for one that is not there; the General topic has no number */
export function topicOf(room: Room, parameters: Wire): number | undefined {
  const topic = integer(parameters, 'message_thread_id');
  if (!topic) return undefined;
  const root = room.topics.get(topic);
  if (!root || root.deleted) throw badRequest('message thread not found');
  return topic;
}

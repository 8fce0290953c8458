import { now } from '../now.ts';
import { integer, text } from '../parameters.ts';
import { changeStanding } from '../people/membership.ts';
import { badRequest } from '../refusal.ts';
import { chatWire, memberWire } from '../wire.ts';
import type { Method } from './method.ts';
import { roomOf, topicOf, writableRoom } from './room.ts';

const actions = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

/** Methods about chats and who is in them. */
export const chatMethods: Record<string, Method> = {
  getChat: ({ world }, parameters) => chatWire(writableRoom(world, parameters)),

  getChatMember({ world }, parameters) {
    const room = writableRoom(world, parameters);
    const person = world.people.get(integer(parameters, 'user_id') ?? Number.NaN);
    if (!person) throw badRequest('user not found');
    return memberWire(person, room.members.get(person.id) ?? 'left');
  },

  getChatAdministrators({ world }, parameters) {
    const room = writableRoom(world, parameters);
    if (room.type === 'private') throw badRequest('there are no administrators in the private chat');
    return [...room.members].flatMap(([id, standing]) => {
      const person = world.people.get(id);
      const isAdmin = standing === 'creator' || standing === 'administrator';
      return person && isAdmin ? [memberWire(person, standing)] : [];
    });
  },

  leaveChat(simulation, parameters) {
    const room = roomOf(simulation.world, parameters);
    if (room.type === 'private') throw badRequest("private chats can't be left");
    changeStanding(simulation, room, simulation.world.bot, 'left');
    return true;
  },

  sendChatAction({ world }, parameters) {
    const room = writableRoom(world, parameters);
    topicOf(room, parameters);
    if (!actions.has(text(parameters, 'action'))) throw badRequest('wrong parameter action in request');
    room.typing.push(now());
    world.changed();
    return true;
  },
};

import { tenantKey } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Simulation } from '../simulation.ts';
import type { Room } from '../world.ts';
import type { Asked, Run } from './route.ts';

/** `GET /im/v1/chats/:chat_id`: who owns and manages a group. open.feishu.cn/document: server-docs/group/chat/get-2 */
export const chatInfo: Run = (simulation, asked) => {
  const room = roomOf(simulation, asked);
  return {
    data: {
      name: room.title ?? '',
      description: '',
      chat_mode: room.topics ? 'topic' : room.type,
      chat_type: 'private',
      external: false,
      tenant_key: tenantKey,
      user_count: String(room.members.size),
      bot_count: '1',
      ...(room.owner && { owner_id: room.owner, owner_id_type: 'open_id' }),
      user_manager_id_list: [...room.managers],
      bot_manager_id_list: [],
    },
  };
};

/** `GET /im/v1/chats/:chat_id/members`: the people of a group, on one page. */
export const chatMembers: Run = (simulation, asked) => {
  const { members } = roomOf(simulation, asked);
  const items = [...members.values()].map(({ openId, name }) => ({
    member_id_type: 'open_id',
    member_id: openId,
    name,
    tenant_key: tenantKey,
  }));
  return { data: { items, has_more: false, page_token: '', member_total: items.length } };
};

function roomOf({ world }: Simulation, { ids }: Asked): Room {
  const room = world.rooms.get(ids['chat_id'] ?? '');
  if (!room) throw new Refusal(232006, 'Your request specifies a chat_id which is invalid.');
  if (room.isDisbanded)
    throw new Refusal(232009, 'Your request specifies a chat which has already been dissolved.');
  if (!room.hasBot) throw new Refusal(232011, 'Operator can NOT be out of the chat.');
  return room;
}

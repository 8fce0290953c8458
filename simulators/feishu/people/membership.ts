import { idsOf, tenantKey } from '../ids.ts';
import type { Simulation } from '../simulation.ts';
import type { Person, Wire } from '../words.ts';
import type { Room } from '../world.ts';

/** The bot comes into a group or is thrown out of it. open.feishu.cn/document: server-docs/group/chat-member/event */
export function changeBot(simulation: Simulation, room: Room, hasBot: boolean): void {
  room.hasBot = hasBot;
  simulation.world.changed();
  simulation.events.push(
    `im.chat.member.bot.${hasBot ? 'added' : 'deleted'}_v1`,
    aboutGroup(simulation, room),
  );
}

/** The owner dissolves a group. open.feishu.cn/document: server-docs/group/chat/event/disbanded */
export function disband(simulation: Simulation, room: Room): void {
  room.isDisbanded = true;
  simulation.world.changed();
  if (room.hasBot) simulation.events.push('im.chat.disbanded_v1', aboutGroup(simulation, room));
}

/** A person opens the chat with the bot, and says nothing yet. */
export function enter({ world, events }: Simulation, room: Room, person: Person): void {
  const last = room.messages.at(-1);
  events.push('im.chat.access_event.bot_p2p_chat_entered_v1', {
    chat_id: room.id,
    operator_id: idsOf(person.openId),
    ...(last && { last_message_id: last.id, last_message_create_time: String(Math.floor(last.sentAt)) }),
  });
  world.changed();
}

const aboutGroup = ({ world }: Simulation, room: Room): Wire => ({
  chat_id: room.id,
  name: room.title,
  external: false,
  operator_id: idsOf(room.owner ?? world.bot.openId),
  operator_tenant_key: tenantKey,
});

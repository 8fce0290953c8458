import { coolAppCode, corpId, newId } from '../ids.ts';
import type { Simulation } from '../simulation.ts';
import { topics } from '../topics.ts';
import type { Wire } from '../words.ts';
import type { Room } from '../world.ts';

/**
 * The robot comes into a group, or is thrown out of it. The vendor tells that of a cool app only.
 * open.dingtalk.com/document/development/install-cool-app-event-in-group, uninstall-cool-app-event-in-group
 */
export function changeBot(simulation: Simulation, room: Room, hasBot: boolean): void {
  room.state = hasBot ? 'open' : 'stopped';
  simulation.world.changed();
  tell(simulation, room, hasBot ? 'im_cool_app_install' : 'im_cool_app_uninstall', {
    openConversationCorpId: corpId,
    robotCode: simulation.app.robotCode,
    coolAppCode,
    operateTime: String(Math.floor(simulation.clock.now())),
  });
}

/** The group is no more. open.dingtalk.com/document/development/group-session-disband-group */
export function disband(simulation: Simulation, room: Room): void {
  const hadBot = room.state === 'open';
  room.state = 'disbanded';
  simulation.world.changed();
  if (!hadBot) return;
  tell(simulation, room, 'chat_disband', {
    corpId,
    chatId: 'chatsimulated',
    timeStamp: Math.floor(simulation.clock.now()),
  });
}

/** Over the connections only: an HTTP callback for events has an address and a key of its own, which is not simulated. */
function tell({ events, gateway, clock }: Simulation, room: Room, eventType: string, about: Wire): void {
  if (!room.isCoolApp) return;
  const eventId = newId();
  const data = { ...about, openConversationId: room.id, operator: 'staff1' };
  const eventBornTime = Math.floor(clock.now());
  const wire = { eventType, eventId, eventCorpId: corpId, eventBornTime, data };
  events.push({ topic: topics.event, id: eventId, messageId: undefined, chat: room.id, data: wire }, gateway);
}

import { bad } from '../refusal.ts';
import type { Simulation } from '../simulation.ts';
import type { Wire } from '../words.ts';
import type { Room } from '../world.ts';

/** @throws Refusal for another robot than ours. */
export function mustBeRobot({ app }: Simulation, { robotCode }: Wire): void {
  if (robotCode !== app.robotCode) throw bad('invalidParameter.robotCode.notExsit', 'robotCode is not known');
}

/** The group that `openConversationId` names. @throws Refusal */
export function groupOf({ world }: Simulation, { openConversationId }: Wire): Room {
  if (typeof openConversationId !== 'string' || openConversationId === '')
    throw bad('miss.openConversationId', 'openConversationId is missing');
  const room = world.rooms.get(openConversationId);
  if (room?.type !== 'group') throw bad('invalid.openConversationId', 'openConversationId is not known');
  return room;
}

/** @throws Refusal for a chat that the robot cannot write to any more. */
export function mustListen({ state }: Room): void {
  if (state === 'disbanded') throw bad('group.disbanded', 'the group was disbanded');
  if (state === 'stopped') throw bad('bot.stopped', 'the robot was stopped');
}

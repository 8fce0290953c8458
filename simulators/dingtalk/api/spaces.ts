import type { Simulation } from '../simulation.ts';
import type { Wire } from '../words.ts';
import type { Room } from '../world.ts';
import { objectAt } from './fields.ts';

/** A place that a card is delivered to, or why it cannot be. */
export type Space = { readonly type: string; readonly id: string } & (
  | { readonly room: Room; readonly mentions: readonly string[] }
  | { readonly room?: undefined; readonly errorMsg: string }
);

/** `dtv1.card//IM_GROUP.<conversation>;IM_ROBOT.<staff id>`: what stands there, one by one. */
export const spacesIn = (simulation: Simulation, body: Wire): Space[] =>
  String(body['openSpaceId'] ?? '')
    .replace(/^dtv1\.card\/\//i, '')
    .split(';')
    .filter(Boolean)
    .map(place => {
      const [, type = place, id = ''] = place.match(/^(\w+)\.(.+)$/s) ?? [];
      return { type, id, ...find(simulation, body, type, id) };
    });

function find({ world, app }: Simulation, body: Wire, type: string, id: string) {
  if (type === 'IM_GROUP') {
    const { robotCode, atUserIds } = objectAt(body, 'imGroupOpenDeliverModel') as Wire;
    if (robotCode !== app.robotCode) return { errorMsg: 'robotCode is invalid' };
    const room = world.rooms.get(id);
    if (room?.type !== 'group') return { errorMsg: 'openConversationId is invalid' };
    return delivered(room, Object.keys((atUserIds as Wire | undefined) ?? {}));
  }
  if (type !== 'IM_ROBOT') return { errorMsg: `spaceType ${type} is not supported` };
  const { spaceType } = objectAt(body, 'imRobotOpenDeliverModel');
  if (spaceType !== 'IM_ROBOT') return { errorMsg: 'imRobotOpenDeliverModel is missing' };
  const person = world.staff(id);
  return person ? delivered(world.direct(person), []) : { errorMsg: 'userId is invalid' };
}

const delivered = (room: Room, mentions: readonly string[]) =>
  room.state === 'open' ? { room, mentions } : { errorMsg: 'the robot is not in this conversation' };

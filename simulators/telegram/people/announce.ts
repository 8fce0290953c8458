import { plainText } from '../formatted-text.ts';
import type { Simulation } from '../simulation.ts';
import { messageWire } from '../wire.ts';
import type { Message, Person, Room, Wire } from '../words.ts';
import { reachesBot } from './privacy.ts';

/** GroupAnonymousBot, in whose name admins write who do not show theirs. */
export const anonymousAdmin: Person = {
  id: 1087968824,
  firstName: 'Group',
  username: 'GroupAnonymousBot',
  isBot: true,
};

/** Channel_Bot, in whose name members write who speak as a channel. */
export const channelStandIn: Person = {
  id: 136817688,
  firstName: 'Channel',
  username: 'Channel_Bot',
  isBot: true,
};

/** Tells the bot of a message, if it may see it. */
export function announce({ updates, world, privacy }: Simulation, message: Message): void {
  if (reachesBot(message, world.bot, privacy)) updates.push('message', message.room.id, messageWire(message));
}

/** Writes a service message, such as "joined the group". */
export function announceEvent(simulation: Simulation, room: Room, from: Person, extra: Wire): Message {
  const senderRoom = from === anonymousAdmin ? room : undefined;
  const message = simulation.world.post(room, { from, senderRoom, content: plainText(''), extra });
  announce(simulation, message);
  return message;
}

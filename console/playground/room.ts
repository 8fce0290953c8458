import type { PlaygroundMessage } from '../shapes.ts';

/** The messages of the chat that is looked at, oldest first. */
export type Room = readonly PlaygroundMessage[];

/** The room with a message that is new, or has changed. */
export function withMessage(room: Room, message: PlaygroundMessage): Room {
  if (room.some(({ id }) => id === message.id)) {
    return room.map(each => (each.id === message.id ? message : each));
  }
  const later = room.findIndex(({ at }) => at > message.at);
  return later < 0 ? [...room, message] : [...room.slice(0, later), message, ...room.slice(later)];
}

export function withoutMessage(room: Room, id: string): Room {
  return room.filter(message => message.id !== id);
}

/** What a screen reader is told of a change: that an answer begins, and the whole answer; nothing in between. */
export function newsIn(
  before: PlaygroundMessage | undefined,
  now: PlaygroundMessage,
): 'begins' | 'ends' | undefined {
  if (now.from !== 'bot') return undefined;
  if (now.state === 'growing') return before ? undefined : 'begins';
  return before === undefined || before.state === 'growing' ? 'ends' : undefined;
}

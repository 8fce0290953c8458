import type { PlaygroundMessage } from '../shapes.ts';
import { type Room, withMessage, withoutMessage } from './room.ts';

/** A room is read while it changes: what was heard meanwhile is newer than what comes. */
export interface CatchUp {
  /** A message has come, or has changed. */
  heard(message: PlaygroundMessage): void;
  gone(id: string): void;
  /** @returns what was read, with all that was heard since this was made */
  onto(read: Room): Room;
}

export function catchUp(): CatchUp {
  const changes: ((room: Room) => Room)[] = [];
  return {
    heard: message => void changes.push(room => withMessage(room, message)),
    gone: id => void changes.push(room => withoutMessage(room, id)),
    onto: read => changes.reduce((room, change) => change(room), read),
  };
}

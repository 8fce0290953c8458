import type { World } from '../../src/adapter.ts';
import { type Chats, openChats } from './space/chats.ts';
import { type Inbox, openInbox } from './space/inbox.ts';
import { type SpaceKeys, spaceKeys } from './space/keys.ts';
import { type Messages, openMessages } from './space/messages.ts';

/** Where the make-believe people are: in Redis, for the process that answers may be another than the one that is looked at. */
export interface Space {
  readonly keys: SpaceKeys;
  readonly chats: Chats;
  readonly messages: Messages;
  readonly inbox: Inbox;
}

export function openSpace(world: Pick<World, 'redis' | 'keys' | 'clock' | 'processId'>): Space {
  const keys = spaceKeys(world.keys);
  const inbox = openInbox(world, keys);
  return { keys, inbox, chats: openChats(world, keys, inbox), messages: openMessages(world, keys, inbox) };
}

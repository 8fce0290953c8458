import type { World } from '../../src/adapter.ts';
import type { Playground } from '../../src/playground.ts';
import type { ConsoleIntake } from './intake.ts';
import { chatOf, platform } from './parse.ts';
import { openLookUp, refuse } from './playground/look-up.ts';
import { newId } from './playground/new-id.ts';
import { openRooms } from './playground/rooms.ts';
import { openTalk } from './playground/talk.ts';
import { watch } from './playground/watch.ts';
import { render } from './render.ts';
import { openChangeLog } from './space/changes.ts';
import type { Tail } from './space/tail.ts';
import type { Space } from './space.ts';

/** What people do in the playground: each deed is checked, kept, and told to the bot. */
export function openPlayground(
  space: Space,
  world: World,
  intake: Pick<ConsoleIntake, 'wake' | 'press'>,
  tail: Tail,
): Playground {
  const { clock } = world;
  const { chats, messages } = space;
  const log = openChangeLog(world, space);
  const lookUp = openLookUp(space);
  return {
    ...openRooms(space, lookUp, intake.wake),
    ...openTalk(space, lookUp, world, intake.wake),
    async press({ action, token, ...touch }) {
      const { chat, by, message } = await lookUp.touch(touch);
      // The button may have given way to others meanwhile, which carry the same token.
      if (!message.buttons?.some(button => button.token === token))
        return refuse('unknown', 'There is no such button');
      const sender = { id: by.id, name: by.name };
      return intake.press({ platform, id: newId(), chat: chatOf(chat), sender, action, token });
    },
    async file(message) {
      const ids = (await chats.list()).map(({ id }) => id);
      return messages.file(ids, message);
    },
    html: markdown => render(markdown).html,
    watch: (after, signal) => watch({ log, tail, clock }, after, signal),
  };
}

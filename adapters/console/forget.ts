import type { PlaygroundMessage } from '../../src/playground.ts';
import type { Space } from './space.ts';

/** Takes what a person said until then off all screens, and what the bot answered to it: this platform is kept by us. */
export function forgetting({ chats, messages }: Pick<Space, 'chats' | 'messages'>) {
  return async (personId: string, until: number): Promise<void> => {
    for (const { id: chat } of await chats.list()) {
      for (const id of goingOf(await messages.list(chat), personId, until)) {
        await messages.takeBack(chat, id, undefined);
      }
    }
  };
}

function goingOf(all: readonly PlaygroundMessage[], personId: string, until: number): readonly string[] {
  const old = all.filter(({ at }) => at <= until);
  const said = old.filter(({ from }) => from !== 'bot' && from.id === personId).map(({ id }) => id);
  const isAnswer = ({ from, replyTo = '' }: PlaygroundMessage) => from === 'bot' && said.includes(replyTo);
  return [...said, ...old.filter(isAnswer).map(({ id }) => id)];
}

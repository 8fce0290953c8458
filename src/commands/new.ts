import type { GroupMemory } from '../message.ts';
import type { Command } from './command.ts';

/** `/new`: forgets the conversation. What a group shares, only those who run it may throw away. */
export function newCommand(needs: {
  readonly groupMemory: GroupMemory;
  /** Begins a new epoch: what already waits is answered in the old one. */
  readonly forget: (conversation: string) => Promise<void>;
}): Command {
  return {
    name: 'new',
    aliases: ['新对话', '清空'],
    who: 'member',
    whoIn: ({ message }) =>
      message.chat.kind === 'group' && needs.groupMemory === 'chat' ? 'chat-admin' : 'member',
    async run({ conversation, wording }) {
      await needs.forget(conversation);
      return wording.commands.forgotten;
    },
  };
}

import { type GroupMemory, messageKey } from '../../message.ts';
import type { Command } from '../command.ts';
import { whoOwnsMemory } from './shared-memory.ts';

/** `/new`: forgets the conversation. */
export function newCommand(needs: {
  readonly groupMemory: GroupMemory;
  /** Begins a new epoch: what already waits is answered in the old one. Once for each command, by its message's key. */
  readonly forget: (conversation: string, command: string) => Promise<void>;
}): Command {
  return {
    name: 'new',
    aliases: ['新对话', '清空'],
    who: 'member',
    whoIn: whoOwnsMemory(needs.groupMemory),
    async run({ conversation, message, wording }) {
      await needs.forget(conversation, messageKey(message));
      return wording.commands.forgotten;
    },
  };
}

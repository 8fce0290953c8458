import type { GroupMemory, Role } from '../../message.ts';
import type { Call } from '../command.ts';

/** Who may take along, or throw away, what is remembered: what a group shares, only those who run it. */
export function whoOwnsMemory(groupMemory: GroupMemory): (call: Call) => Role {
  return ({ message }) => (message.chat.kind === 'group' && groupMemory === 'chat' ? 'chat-admin' : 'member');
}

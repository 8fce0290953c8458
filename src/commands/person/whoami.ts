import { personKey } from '../../message.ts';
import type { Command } from '../command.ts';

/** `/whoami`: the ids that go into `ADMINS` and `ALLOWED_*`, and what this person may do here. */
export const whoamiCommand: Command = {
  name: 'whoami',
  aliases: ['我是谁'],
  who: 'member',
  run: async ({ message, chat, role, wording }) =>
    wording.commands.whoami(personKey(message.platform, message.sender.id), chat, role),
};

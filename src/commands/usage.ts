import { personKey } from '../message.ts';
import type { UsageOwners, UsageReport } from '../tally/usage.ts';
import type { Command } from './command.ts';

/** `/usage`: what this person and this chat have used, today and in 30 days, and what the platform bills. */
export function usageCommand(needs: {
  /** @param owners no `chat` in a direct chat, where both are the same. */
  readonly readUsage: (owners: UsageOwners, now: number) => Promise<UsageReport>;
}): Command {
  return {
    name: 'usage',
    aliases: ['用量'],
    who: 'member',
    async run({ message, chat, wording, now }) {
      const { platform, sender } = message;
      const person = personKey(platform, sender.id);
      const owners = { platform, person, ...(message.chat.kind === 'group' && { chat }) };
      return wording.commands.usage(await needs.readUsage(owners, now));
    },
  };
}

import { personKey } from '../message.ts';
import type { UsageReport } from '../tally/report.ts';
import type { Command } from './command.ts';

/** `/usage`: what this person and this chat have used, today and in 30 days. */
export function usageCommand(needs: {
  /** @param owners `platform:id`; no `chat` in a direct chat, where both are the same. */
  readonly readUsage: (
    owners: { readonly person: string; readonly chat?: string },
    now: number,
  ) => Promise<UsageReport>;
}): Command {
  return {
    name: 'usage',
    aliases: ['用量'],
    who: 'member',
    async run({ message, chat, wording, now }) {
      const person = personKey(message.platform, message.sender.id);
      const owners = message.chat.kind === 'group' ? { person, chat } : { person };
      return wording.commands.usage(await needs.readUsage(owners, now));
    },
  };
}

import { type IncomingMessage, personKey } from '../../message.ts';
import { momentOf } from '../../moment.ts';
import type { Quotas, Spent } from '../../people/quotas.ts';
import { subjectsOf } from '../../people/subject.ts';
import type { UsageOwners, UsageReport } from '../../tally/usage.ts';
import type { Call, Command } from '../command.ts';

/** `/usage`: what this person and this chat have used, today and in 30 days, what is left to them, and what the platform bills. */
export function usageCommand(needs: {
  /** @param owners no `chat` in a direct chat, where both are the same. */
  readonly readUsage: (owners: UsageOwners, now: number) => Promise<UsageReport>;
  readonly quotas: Pick<Quotas, 'spent'>;
  /** `TIME_ZONE` */
  readonly timeZone: string;
}): Command {
  const told = ({ endsAt, ...limit }: Spent) => ({ ...limit, until: momentOf(endsAt, needs.timeZone) });

  /** Empty where no quota holds, as for `ADMINS`. */
  async function left({ message, role, wording, now }: Call): Promise<string> {
    if (role === 'admin') return '';
    const { user, chat } = await needs.quotas.spent(subjectsOf(message), now);
    return wording.commands.quota.left(user.map(told), chat.map(told));
  }

  return {
    name: 'usage',
    aliases: ['用量'],
    who: 'member',
    async run(call) {
      const { wording, now } = call;
      const [report, quota] = await Promise.all([needs.readUsage(ownersOf(call), now), left(call)]);
      return [wording.commands.usage(report), quota].filter(part => part !== '').join('\n\n');
    },
  };
}

function ownersOf({ message, chat }: { message: IncomingMessage; chat: string }): UsageOwners {
  const { platform, sender } = message;
  const person = personKey(platform, sender.id);
  return { platform, person, ...(message.chat.kind === 'group' && { chat }) };
}

import type { StatsReport } from '../../tally/stats.ts';
import type { AccountState } from '../../wording/index.ts';
import type { Command } from '../command.ts';

/** `/stats`: today in all chats, what each model did, and what each provider's account bears now. */
export function statsCommand(needs: {
  readonly readStats: (now: number) => Promise<StatsReport>;
  /** Of every configured provider, over all processes. */
  readonly readAccounts: () => Promise<readonly AccountState[]>;
}): Command {
  return {
    name: 'stats',
    aliases: ['统计'],
    who: 'admin',
    async run({ wording, now }) {
      const [report, accounts] = await Promise.all([needs.readStats(now), needs.readAccounts()]);
      return wording.commands.stats(report, accounts);
    },
  };
}

import type { StatsReport } from '../tally/report.ts';
import type { CallRate } from '../wording/index.ts';
import type { Command } from './command.ts';

/** `/stats`: today in all chats, and how much of `MODEL_QPS` is in use. */
export function statsCommand(needs: {
  readonly readStats: (now: number) => Promise<StatsReport>;
  /** Of all processes, in the last second. */
  readonly callRate: () => Promise<CallRate>;
}): Command {
  return {
    name: 'stats',
    aliases: ['统计'],
    who: 'admin',
    async run({ wording, now }) {
      const [report, rate] = await Promise.all([needs.readStats(now), needs.callRate()]);
      return wording.commands.stats(report, rate);
    },
  };
}

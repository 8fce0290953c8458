import type { QueueReport } from '../../wording/index.ts';
import type { Command } from '../command.ts';

/** `/queue`: who waits and for how long, and which answers are being made. */
export function queueCommand(needs: {
  /** @param chat `platform:id` of the chat that comes first. */
  readonly readQueue: (chat: string) => Promise<QueueReport>;
}): Command {
  return {
    name: 'queue',
    aliases: ['排队', '队列'],
    who: 'admin',
    async run({ chat, message, wording }) {
      const report = await needs.readQueue(chat);
      const isAmongOthers = message.chat.kind === 'group';
      return wording.commands.overview.queue(isAmongOthers ? withoutNames(report) : report);
    },
  };
}

/** A group need not read who asks elsewhere. */
function withoutNames(report: QueueReport): QueueReport {
  return { ...report, elsewhere: report.elsewhere.map(({ name: _, ...rest }) => rest) };
}

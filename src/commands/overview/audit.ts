import { momentOf } from '../../moment.ts';
import { nameOf, type Subject, type Target } from '../../people/subject.ts';
import { stampOf } from '../../stamp.ts';
import { dayOf } from '../../tally/day.ts';
import type { ToldEntry } from '../../wording/index.ts';
import type { Audit, AuditEntry } from '../audit.ts';
import type { Call, Command } from '../command.ts';
import { type AuditOrder, parseAuditOrder } from './audit-order.ts';
import { csvOf } from './csv.ts';

/** Where the platform takes no files, this many stand for them all. */
const insteadOfFile = 50;

/** `/audit`: what those did who run a chat or the bot, and who was refused. */
export function auditCommand(needs: {
  readonly audit: Pick<Audit, 'recent'>;
  /** Names of all platforms. */
  readonly platformNames: ReadonlySet<string>;
  /** `TIME_ZONE` */
  readonly timeZone: string;
}): Command {
  const { audit, platformNames, timeZone } = needs;
  const orderOf = ({ args, message }: Call) => parseAuditOrder(args, message, platformNames);
  return {
    name: 'audit',
    aliases: ['审计'],
    who: 'admin',
    auditArgs: (_, call) => auditOrder(orderOf(call)),
    async run(call) {
      const words = call.wording.commands.overview.audit;
      const order = orderOf(call);
      switch (order.kind) {
        case 'list': {
          const entries = await audit.recent(order.count, concerning(order.about));
          return words.list(entries.map(told), order.about?.subject);
        }
        case 'export': {
          const entries = await audit.recent(Number.POSITIVE_INFINITY, concerning(order.about));
          const latest = words.list(entries.slice(0, insteadOfFile).map(told), order.about?.subject);
          if (entries.length === 0) return latest;
          const name = `audit-${dayOf(call.now, timeZone)}.csv`;
          return { markdown: `${words.noFile}\n\n${latest}`, file: { name, text: fileOf(entries) } };
        }
        case 'unknown-name':
          return call.wording.commands.doors.unknownName(order.name);
        case 'not-understood':
          return words.how;
      }
    },
  };

  function told({ at, ...entry }: AuditEntry): ToldEntry {
    return { when: momentOf(at, timeZone), ...entry };
  }

  /** The oldest first, as a log is read. */
  function fileOf(entries: readonly AuditEntry[]): string {
    const rows = entries.map(({ at, who, where, what, result }) => [
      stampOf(at, timeZone),
      who,
      where,
      what,
      result,
    ]);
    return csvOf([['time', 'who', 'where', 'what', 'result'], ...rows.reverse()]);
  }
}

/** What somebody did, or what was done about them; of a chat: what was done there, or about it. */
function concerning(target: Target | undefined): ((entry: AuditEntry) => boolean) | undefined {
  if (target === undefined) return undefined;
  const subject: Subject = target.subject;
  const field = subject.startsWith('user:') ? 'who' : 'where';
  return entry => entry[field] === nameOf(subject) || entry.what.split(' ').includes(subject);
}

function auditOrder(order: AuditOrder): string {
  if (order.kind !== 'list' && order.kind !== 'export') return '?';
  const about = order.about === undefined ? [] : [order.about.subject];
  return [...about, ...(order.kind === 'export' ? ['export'] : [])].join(' ');
}

import { momentOf } from '../../moment.ts';
import type { Ban, Bans } from '../../people/bans.ts';
import type { Subject } from '../../people/subject.ts';
import { toldBan } from '../../people/told-ban.ts';
import { authorOf, type Command } from '../command.ts';
import { banList } from './ban-list.ts';
import { parseBanOrder, reasonLimit } from './ban-order.ts';
import { untouchable } from './untouchable.ts';

/** `/ban`: nobody answers a person, or anybody in a chat, for a time or until `/unban`; what they asked is withdrawn. */
export function banCommand(needs: {
  readonly bans: Pick<Bans, 'set' | 'list'>;
  /** One of `ADMINS`. @param person `platform:id` */
  readonly isAdmin: (person: string) => boolean;
  /** Withdraws waiting questions and ends running answers, in every conversation. */
  readonly endWorkOf: (subject: Subject) => Promise<void>;
  /** Names of all platforms. */
  readonly platformNames: ReadonlySet<string>;
  /** `TIME_ZONE` */
  readonly timeZone: string;
}): Command {
  const { bans, isAdmin, endWorkOf, platformNames, timeZone } = needs;
  return {
    name: 'ban',
    aliases: ['封禁'],
    who: 'admin',
    auditArgs(_, call) {
      const order = parseBanOrder(call, platformNames);
      if (order.kind !== 'ban') return order.kind === 'list' ? '' : '?';
      const { target, ms } = order;
      return `${target.subject}${ms === undefined ? '' : ` until ${momentOf(call.now + ms, timeZone)}`}`;
    },
    async run(call) {
      const words = call.wording.commands.doors;
      const order = parseBanOrder(call, platformNames);
      switch (order.kind) {
        case 'list':
          return `${await banList(bans, call, timeZone)}\n\n${words.ban.how}`;
        case 'ban': {
          const { target, ms, reason } = order;
          const why = untouchable(target, call, isAdmin);
          if (why) return { markdown: words[why], refused: true };
          const ban: Ban = {
            ...(ms !== undefined && { until: call.now + ms }),
            ...(reason !== undefined && { reason }),
            by: authorOf(call),
            at: call.now,
          };
          await bans.set(target.subject, ban);
          await endWorkOf(target.subject);
          return words.ban.set(target, toldBan(ban, timeZone));
        }
        case 'reason-too-long':
          return words.ban.reasonTooLong(order.length, reasonLimit);
        case 'unknown-name':
          return words.unknownName(order.name);
        case 'not-understood':
          return words.ban.how;
      }
    },
  };
}

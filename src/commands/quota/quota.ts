import type { QuotaState, Quotas } from '../../people/quotas.ts';
import { nameOf, type Target } from '../../people/subject.ts';
import type { QuotaOwner, ToldQuota } from '../../wording/index.ts';
import type { Command } from '../command.ts';
import { listed } from '../listed.ts';
import { auditQuotaOrder, parseQuotaOrder } from './quota-order.ts';

/** `/quota`: shows, sets and clears how much a person, each person, a chat, or all together may have in an hour or a day. */
export function quotaCommand(needs: {
  readonly quotas: Pick<Quotas, 'set' | 'clear' | 'list'>;
  /** One of `ADMINS`. @param person `platform:id` */
  readonly isAdmin: (person: string) => boolean;
  /** Names of all platforms. */
  readonly platformNames: ReadonlySet<string>;
}): Command {
  const { quotas, isAdmin, platformNames } = needs;
  return {
    name: 'quota',
    aliases: ['配额'],
    who: 'admin',
    auditArgs: (_, call) => auditQuotaOrder(parseQuotaOrder(call, platformNames)),
    async run(call) {
      const { quota: words, doors } = call.wording.commands;
      const order = parseQuotaOrder(call, platformNames);
      switch (order.kind) {
        case 'list': {
          const { rows, more } = listed((await quotas.list(call.now)).map(told));
          return words.list(rows, more);
        }
        case 'set': {
          const { owner, limit } = order;
          if (isPerson(owner) && isAdmin(nameOf(owner.subject))) return words.isAdmin;
          await quotas.set(subjectOf(owner), limit);
          return words.set(owner, limit);
        }
        case 'clear':
          return words.cleared(order.owner, await quotas.clear(subjectOf(order.owner)));
        case 'unknown-name':
          return doors.unknownName(order.name);
        case 'not-understood':
          return words.how;
      }
    },
  };
}

const subjectOf = (owner: QuotaOwner) => (typeof owner === 'string' ? owner : owner.subject);

const isPerson = (owner: QuotaOwner): owner is Target =>
  typeof owner !== 'string' && owner.subject.startsWith('user:');

function told(state: QuotaState): ToldQuota {
  if (state.subject === 'everyone') return { owner: 'everyone', limits: state.limits };
  const { subject, spent } = state;
  return { owner: subject === 'all' ? subject : { subject }, limits: spent };
}

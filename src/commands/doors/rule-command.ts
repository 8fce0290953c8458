import type { Access, Rule } from '../../people/access.ts';
import type { Bans } from '../../people/bans.ts';
import { authorOf, type Command } from '../command.ts';
import { listed } from '../listed.ts';
import { auditAccessOrder, parseAccessOrder } from './access-order.ts';
import { untouchable } from './untouchable.ts';

export interface RuleNeeds {
  readonly access: Pick<Access, 'set' | 'clear' | 'list'>;
  readonly bans: Pick<Bans, 'find'>;
  /** One of `ADMINS`. @param person `platform:id` */
  readonly isAdmin: (person: string) => boolean;
  /** Names of all platforms. */
  readonly platformNames: ReadonlySet<string>;
}

/** The two commands that rule at run time, before the settings, who comes in. */
export function ruleCommand(
  rule: Rule,
  aliases: readonly string[],
  { access, bans, isAdmin, platformNames }: RuleNeeds,
): Command {
  return {
    name: rule,
    aliases,
    who: 'admin',
    auditArgs: (_, call) => auditAccessOrder(parseAccessOrder(call, platformNames)),
    async run(call) {
      const words = call.wording.commands.doors;
      const list = async () => words.access.list(listed(await access.list()));
      const order = parseAccessOrder(call, platformNames);
      switch (order.kind) {
        case 'list':
          return `${await list()}\n\n${words.access.how[rule]}`;
        case 'rule': {
          const { target, nobodyNamed } = order;
          const why = rule === 'deny' && untouchable(target, call, isAdmin);
          if (why) return { markdown: words[why], refused: true };
          const by = authorOf(call);
          await access.set(target.subject, { rule, by, at: call.now });
          const done =
            rule === 'deny'
              ? words.access.denied(target)
              : words.access.allowed(target, (await bans.find(target.subject, call.now)) !== undefined);
          return nobodyNamed ? `${done}\n\n${await list()}` : done;
        }
        case 'clear':
          return words.access.cleared(order.target, await access.clear(order.target.subject));
        case 'unknown-name':
          return words.unknownName(order.name);
        case 'not-understood':
          return words.access.how[rule];
      }
    },
  };
}

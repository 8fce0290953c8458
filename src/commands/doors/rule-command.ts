import type { Bans } from '../../people/bans.ts';
import type { Rule, Rules } from '../../people/rules.ts';
import { authorOf, type Command } from '../command.ts';
import { listed } from '../listed.ts';
import { auditRuleOrder, parseRuleOrder } from './rule-order.ts';
import { untouchable } from './untouchable.ts';

export interface RuleNeeds {
  readonly rules: Pick<Rules, 'set' | 'clear' | 'list'>;
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
  { rules, bans, isAdmin, platformNames }: RuleNeeds,
): Command {
  return {
    name: rule,
    aliases,
    who: 'admin',
    auditArgs: (_, call) => auditRuleOrder(parseRuleOrder(call, platformNames)),
    async run(call) {
      const words = call.wording.commands.doors;
      const list = async () => words.access.list(listed(await rules.list()));
      const order = parseRuleOrder(call, platformNames);
      switch (order.kind) {
        case 'list':
          return `${await list()}\n\n${words.access.how[rule]}`;
        case 'rule': {
          const { target, nobodyNamed } = order;
          const why = rule === 'deny' && untouchable(target, call, isAdmin);
          if (why) return { markdown: words[why], refused: true };
          const by = authorOf(call);
          await rules.set(target.subject, { rule, by, at: call.now });
          const done =
            rule === 'deny'
              ? words.access.denied(target)
              : words.access.allowed(target, (await bans.find(target.subject, call.now)) !== undefined);
          return nobodyNamed ? `${done}\n\n${await list()}` : done;
        }
        case 'clear':
          return words.access.cleared(order.target, await rules.clear(order.target.subject));
        case 'unknown-name':
          return words.unknownName(order.name);
        case 'not-understood':
          return words.access.how[rule];
      }
    },
  };
}

import type { Target } from '../../people/subject.ts';
import { isClear } from '../arguments/clear-word.ts';
import { isListWord } from '../arguments/list-word.ts';
import { takeTarget, thisChat } from '../arguments/target.ts';
import type { Call } from '../command.ts';

/** What `/allow` and `/deny` are asked to do. */
export type RuleOrder =
  | { readonly kind: 'list' }
  | { readonly kind: 'rule'; readonly target: Target; readonly nobodyNamed: boolean }
  | { readonly kind: 'clear'; readonly target: Target }
  | { readonly kind: 'unknown-name'; readonly name: string }
  | { readonly kind: 'not-understood' };

/** Reads whom a rule is for; nobody named: this group, and in a direct chat the list is meant. */
export function parseRuleOrder(
  { args, message }: Pick<Call, 'args' | 'message'>,
  platforms: ReadonlySet<string>,
): RuleOrder {
  if (isListWord(args)) return { kind: 'list' };
  const reading = takeTarget(args, message, platforms);
  if (reading.kind === 'unknown-name') return reading;
  if (reading.kind === 'target') return orderFor(reading.target, reading.rest, false);
  if (message.chat.kind === 'group') return orderFor(thisChat(message), args, true);
  return { kind: args === '' ? 'list' : 'not-understood' };
}

function orderFor(target: Target, rest: string, nobodyNamed: boolean): RuleOrder {
  if (rest === '') return { kind: 'rule', target, nobodyNamed };
  return isClear(rest) ? { kind: 'clear', target } : { kind: 'not-understood' };
}

/** An order as the audit log shows it; `?`: not understood, and nothing was done. */
export function auditRuleOrder(order: RuleOrder): string {
  if (order.kind === 'rule') return order.target.subject;
  if (order.kind === 'clear') return `${order.target.subject} clear`;
  return order.kind === 'list' ? '' : '?';
}

import type { Command } from '../command.ts';
import { type RuleNeeds, ruleCommand } from './rule-command.ts';

/** `/deny`: shuts the door on a person or a chat at run time, also where the settings let them in. */
export function denyCommand(needs: RuleNeeds): Command {
  return ruleCommand('deny', ['拒绝'], needs);
}

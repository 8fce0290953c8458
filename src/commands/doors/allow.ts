import type { Command } from '../command.ts';
import { type RuleNeeds, ruleCommand } from './rule-command.ts';

/** `/allow`: lets a person or a chat in at run time. */
export function allowCommand(needs: RuleNeeds): Command {
  return ruleCommand('allow', ['允许'], needs);
}

import { type Case, caseOf, type Ended } from './case.ts';
import { disordered } from './charges/disordered.ts';
import { forgetful } from './charges/forgetful.ts';
import { lost } from './charges/lost.ts';
import { orphaned } from './charges/orphaned.ts';
import { overBudget } from './charges/over-budget.ts';
import { overlapping } from './charges/overlapping.ts';
import { strayed } from './charges/strayed.ts';
import { twice } from './charges/twice.ts';
import { unlanded } from './charges/unlanded.ts';
import type { End } from './end.ts';
import type { Evidence } from './evidence.ts';
import { inOrder } from './in-order.ts';
import { isCommand } from './is-command.ts';
import { type Charge, charges, type Finding, type Verdict } from './verdict.ts';

const chargers = {
  lost,
  unlanded,
  twice,
  strayed,
  disordered,
  overlapping,
  orphaned,
  'over-budget': overBudget,
  forgetful,
} as const satisfies Record<Charge, (the: Case) => readonly Finding[]>;

/** Counts what went wrong in a run. In which order the evidence is listed does not matter; a message's states are in order. */
export function judge(evidence: Evidence): Verdict {
  const the = caseOf(evidence);
  const found = charges.map(charge => [charge, sorted(chargers[charge](the))] as const);
  const twins = the.answers.flatMap(answer => answer.twins);
  const onDingtalk = twins.filter(({ platform }) => platform === 'dingtalk');
  const commands = the.answers.filter(({ question }) => isCommand(question));
  return {
    questions: evidence.questions.filter(question => !isCommand(question)).length,
    answered: ended(the.conversations.flat(), 'whole'),
    commands: evidence.questions.filter(isCommand).length,
    commandsAnswered: ended(commands, 'whole'),
    unheard: evidence.questions.length - the.answers.length,
    counts: Object.fromEntries(found.map(([charge, findings]) => [charge, findings.length])) as Record<
      Charge,
      number
    >,
    allowed: {
      apologies: ended(the.answers, 'apology'),
      failures: ended(the.answers, 'failure'),
      cuts: ended(the.answers, 'cut'),
      window: twins.length - onDingtalk.length,
      dingtalkWindow: onDingtalk.length,
    },
    findings: found.flatMap(([, findings]) => findings),
  };
}

function ended(answers: readonly Ended[], as: End): number {
  return answers.filter(({ end }) => end === as).length;
}

function sorted(findings: readonly Finding[]): readonly Finding[] {
  return inOrder(
    findings,
    ({ question }) => question ?? Number.POSITIVE_INFINITY,
    ({ words }) => words,
    ({ messages }) => messages.join(' '),
  );
}

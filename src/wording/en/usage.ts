import { type Amount, isNothing, type Spans, sumOf } from '../../tally/amount.ts';
import type { ModelStats } from '../../tally/stats.ts';
import type { AccountState, CommandWording } from '../command-wording.ts';
import { failureName } from '../failure-name.ts';
import { count, yuan } from '../figures.ts';
import { counted } from './counted.ts';
import { failureNames } from './failure-names.ts';

const seconds = (ms: number) => `${ms / 1000} s`;

function spent({ calls, tokensIn, tokensOut, tokensUndivided, microYuan }: Amount, priced: boolean): string {
  const tokens = tokensIn + tokensOut + tokensUndivided;
  const divided = tokensUndivided === 0 ? ` (${count(tokensIn)} in, ${count(tokensOut)} out)` : '';
  return [
    counted(calls, 'call'),
    ...(tokens > 0 ? [`${counted(tokens, 'token')}${divided}`] : []),
    ...(priced ? [`about ${yuan(microYuan)}`] : []),
  ].join(', ');
}

const amount = (used: Amount, priced: boolean) =>
  isNothing(used) ? 'nothing' : `${counted(used.replies, 'reply', 'replies')}, ${spent(used, priced)}`;
const spans = (name: string, { today, month }: Spans, priced: boolean) =>
  `**${name}**\n- today: ${amount(today, priced)}\n- last 30 days: ${amount(month, priced)}`;

const together = (models: readonly ModelStats[]) =>
  spent(
    sumOf(models.map(({ today }) => today)),
    models.some(({ priced }) => priced),
  );

function failed(failures: Readonly<Record<string, number>>): string {
  const kinds = Object.entries(failures).sort(([, one], [, other]) => other - one);
  if (kinds.length === 0) return 'none';
  const sum = kinds.reduce((all, [, times]) => all + times, 0);
  const named = kinds.map(([kind, times]) => `${failureName(failureNames, kind)} ${count(times)}`);
  return `${count(sum)} (${named.join(', ')})`;
}

function account(state: AccountState): string {
  const { account, used, usedInMinute, inLine, limit, setting } = state;
  const { callsPerMinute, tokensPerMinute, downForMs } = state;
  const perMinute = [
    ...(callsPerMinute === undefined ? [] : [counted(callsPerMinute, 'call')]),
    ...(tokensPerMinute === undefined ? [] : [counted(tokensPerMinute, 'token')]),
  ];
  return [
    `- ${account}: ${used}/${limit} calls a second${limit < setting ? ` (slowed down; ${setting} by the settings)` : ''}`,
    `${count(usedInMinute)} in the last minute`,
    ...(inLine > 0 ? [`${count(inLine)} in line`] : []),
    ...(perMinute.length > 0 ? [`a minute has ${perMinute.join(' and ')} by the vendor's word`] : []),
    ...(downForMs === undefined
      ? []
      : [`⚠️ down for ${counted(Math.max(1, Math.round(downForMs / 60_000)), 'minute')}, tried call by call`]),
  ].join('; ');
}

/** What `/usage` and `/stats` say in English. */
export const enUsage: Pick<CommandWording, 'usage' | 'stats'> = {
  usage: ({ mine, chat, bill, priced }) =>
    [
      spans('You', mine, priced),
      ...(chat ? [spans('This chat', chat, priced)] : []),
      ...(bill
        ? [
            `**What the platform bills (the whole bot, this month)**\n- API calls: ${bill.calls}\n- webhook messages: ${bill.messages}`,
          ]
        : []),
    ].join('\n\n'),
  stats: ({ today: { messages, answers, failures, firstText }, models, others }, accounts) =>
    [
      [
        '**Today**',
        `- messages handled: ${count(messages)}`,
        `- answers: ${count(answers)}`,
        `- failures: ${failed(failures)}`,
        `- first text: ${firstText ? `half within ${seconds(firstText.p50Ms)}, 95% within ${seconds(firstText.p95Ms)}` : 'none yet'}`,
        ...(models.length > 1 ? [`- together: ${together(models)}`] : []),
        ...(others ? [`- too many people to count each; the rest together: ${spent(others, false)}`] : []),
      ].join('\n'),
      ...models.map(({ model, priced, ...used }) => spans(model, used, priced)),
      ['**Model accounts**', ...accounts.map(account)].join('\n'),
    ].join('\n\n'),
};

import { type Amount, isNothing, type Spans } from '../tally/amount.ts';
import type { AccountState, CommandWording } from './command-wording.ts';
import { counted } from './en-counted.ts';
import { count, yuan } from './figures.ts';

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

function account({ account, used, limit, callsPerMinute, tokensPerMinute, downForMs }: AccountState): string {
  const perMinute = [
    ...(callsPerMinute === undefined ? [] : [counted(callsPerMinute, 'call')]),
    ...(tokensPerMinute === undefined ? [] : [counted(tokensPerMinute, 'token')]),
  ];
  return [
    `- ${account}: ${used} in the last second, at most ${limit} for now`,
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
        `- failures: ${
          Object.entries(failures)
            .map(([kind, times]) => `${kind} ${count(times)}`)
            .join(', ') || 'none'
        }`,
        `- first text: ${firstText ? `half within ${seconds(firstText.p50Ms)}, 95% within ${seconds(firstText.p95Ms)}` : 'none yet'}`,
        ...(others ? [`- too many people to count each; the rest together: ${spent(others, false)}`] : []),
      ].join('\n'),
      ...models.map(({ model, priced, ...used }) => spans(model, used, priced)),
      ['**Model accounts**', ...accounts.map(account)].join('\n'),
    ].join('\n\n'),
};

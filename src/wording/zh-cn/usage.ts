import { type Amount, isNothing, type Spans, sumOf } from '../../tally/amount.ts';
import type { ModelStats } from '../../tally/stats.ts';
import type { AccountState, CommandWording } from '../command-wording.ts';
import { failureName } from '../failure-name.ts';
import { count, yuan } from '../figures.ts';
import { failureNames } from './failure-names.ts';

const seconds = (ms: number) => `${ms / 1000} 秒`;

function spent({ calls, tokensIn, tokensOut, tokensUndivided, microYuan }: Amount, priced: boolean): string {
  const tokens = tokensIn + tokensOut + tokensUndivided;
  const divided = tokensUndivided === 0 ? `（输入 ${count(tokensIn)}，输出 ${count(tokensOut)}）` : '';
  return [
    `${count(calls)} 次调用`,
    ...(tokens > 0 ? [`${count(tokens)} 个 token${divided}`] : []),
    ...(priced ? [`约 ${yuan(microYuan)}`] : []),
  ].join('，');
}

const amount = (used: Amount, priced: boolean) =>
  isNothing(used) ? '没有用过' : `${count(used.replies)} 次回答，${spent(used, priced)}`;
const spans = (name: string, { today, month }: Spans, priced: boolean) =>
  `**${name}**\n- 今天：${amount(today, priced)}\n- 近 30 天：${amount(month, priced)}`;

const together = (models: readonly ModelStats[]) =>
  spent(
    sumOf(models.map(({ today }) => today)),
    models.some(({ priced }) => priced),
  );

function failed(failures: Readonly<Record<string, number>>): string {
  const kinds = Object.entries(failures).sort(([, one], [, other]) => other - one);
  if (kinds.length === 0) return '没有';
  const sum = kinds.reduce((all, [, times]) => all + times, 0);
  const named = kinds.map(([kind, times]) => `${failureName(failureNames, kind)} ${count(times)}`);
  return `${count(sum)}（${named.join('，')}）`;
}

function account(state: AccountState): string {
  const { account, used, usedInMinute, inLine, limit, setting } = state;
  const { callsPerMinute, tokensPerMinute, downForMs } = state;
  const perMinute = [
    ...(callsPerMinute === undefined ? [] : [`${count(callsPerMinute)} 次`]),
    ...(tokensPerMinute === undefined ? [] : [`${count(tokensPerMinute)} 个 token`]),
  ];
  return [
    `- ${account}：每秒 ${used}/${limit} 次${limit < setting ? `（自动放慢了，设置是 ${setting}）` : ''}`,
    `近一分钟 ${count(usedInMinute)} 次`,
    ...(inLine > 0 ? [`${count(inLine)} 次在等`] : []),
    ...(perMinute.length > 0 ? [`平台说每分钟最多 ${perMinute.join('、')}`] : []),
    ...(downForMs === undefined
      ? []
      : [`⚠️ 中断了 ${Math.max(1, Math.round(downForMs / 60_000))} 分钟，正在逐次试探`]),
  ].join('，');
}

/** What `/usage` and `/stats` say in simplified Chinese. */
export const zhCNUsage: Pick<CommandWording, 'usage' | 'stats'> = {
  usage: ({ mine, chat, bill, priced }) =>
    [
      spans('你', mine, priced),
      ...(chat ? [spans('这里', chat, priced)] : []),
      ...(bill
        ? [
            `**平台额度（整个机器人，本月）**\n- 接口调用：${bill.calls} 次\n- webhook 消息：${bill.messages} 条`,
          ]
        : []),
    ].join('\n\n'),
  stats: ({ today: { messages, answers, failures, firstText }, models, others }, accounts) =>
    [
      [
        '**今天**',
        `- 处理的消息：${count(messages)}`,
        `- 回答：${count(answers)}`,
        `- 失败：${failed(failures)}`,
        `- 首字：${firstText ? `一半不超过 ${seconds(firstText.p50Ms)}，95% 不超过 ${seconds(firstText.p95Ms)}` : '还没有'}`,
        ...(models.length > 1 ? [`- 合计：${together(models)}`] : []),
        ...(others ? [`- 人太多，没有单独记的：${spent(others, false)}`] : []),
      ].join('\n'),
      ...models.map(({ model, priced, ...used }) => spans(model, used, priced)),
      ['**模型账号**', ...accounts.map(account)].join('\n'),
    ].join('\n\n'),
};

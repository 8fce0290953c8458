import { type Amount, isNothing, type Spans } from '../tally/amount.ts';
import type { AccountState, CommandWording } from './command-wording.ts';
import { count, yuan } from './figures.ts';

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

function account({ account, used, limit, callsPerMinute, tokensPerMinute, downForMs }: AccountState): string {
  const perMinute = [
    ...(callsPerMinute === undefined ? [] : [`${count(callsPerMinute)} 次`]),
    ...(tokensPerMinute === undefined ? [] : [`${count(tokensPerMinute)} 个 token`]),
  ];
  return [
    `- ${account}：刚过去的一秒 ${used} 次，现在上限 ${limit} 次`,
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
        `- 失败：${
          Object.entries(failures)
            .map(([kind, times]) => `${kind} ${count(times)}`)
            .join('，') || '无'
        }`,
        `- 首字：${firstText ? `一半不超过 ${seconds(firstText.p50Ms)}，95% 不超过 ${seconds(firstText.p95Ms)}` : '还没有'}`,
        ...(others ? [`- 人太多，没有单独记的：${spent(others, false)}`] : []),
      ].join('\n'),
      ...models.map(({ model, priced, ...used }) => spans(model, used, priced)),
      ['**模型账号**', ...accounts.map(account)].join('\n'),
    ].join('\n\n'),
};

import type { Limit, QuotaKind, QuotaSpan } from '../../people/quota.ts';
import { codeSpan } from '../code-span.ts';
import { beginning, count } from '../figures.ts';
import type { QuotaOwner, QuotaWording, ToldLimit } from '../quota-wording.ts';
import type { Wording } from '../wording.ts';

const kinds: Readonly<Record<QuotaKind, string>> = { replies: '条回答', tokens: '个 token' };
const each: Readonly<Record<QuotaSpan, string>> = { hour: '每小时', day: '每天' };
const current: Readonly<Record<QuotaSpan, string>> = { hour: '这一小时', day: '今天' };

const most = ({ what, limit }: Limit) => `${count(limit)} ${kinds[what]}`;

function who(owner: QuotaOwner): string {
  if (owner === 'everyone') return '每个人';
  if (owner === 'all') return '所有人合计';
  const { subject, name } = owner;
  return name === undefined ? codeSpan(subject) : `${beginning(name, 30)}（${codeSpan(subject)}）`;
}

const left = (limits: readonly ToldLimit[]) =>
  limits.map(
    ({ used, until, ...limit }) =>
      `- ${current[limit.span]}：还剩 ${count(Math.max(0, limit.limit - used))}，共 ${most(limit)}，${until} 重新计算`,
  );

/** To who asks when a quota is used up. */
export const zhCNOverQuota: Wording['overQuota'] = ({ whose, span, ...limit }, until) => {
  const owner = { user: '你', chat: '这里', all: '机器人' }[whose];
  const more = whose === 'all' ? '' : '；发送 /usage 查看余量';
  return `${owner}${current[span]}的 ${most({ span, ...limit })}已经用完，这条消息没有收下。${until} 以后请再发一次${more}。`;
};

/** What is said of quotas in simplified Chinese. */
export const zhCNQuota: QuotaWording = {
  list: (quotas, more) =>
    quotas.length === 0
      ? `还没有任何配额。\n\n${zhCNQuota.how}`
      : [
          ...quotas.map(({ owner, limits }) =>
            [
              `**${who(owner)}**`,
              ...limits.map(({ used, most: spenders = [], ...limit }) =>
                [
                  `- ${each[limit.span]} ${most(limit)}${used === undefined ? '' : `，已用 ${count(used)}`}`,
                  ...spenders.map(spender => `  - ${codeSpan(spender.subject)}：已用 ${count(spender.used)}`),
                ].join('\n'),
              ),
            ].join('\n'),
          ),
          ...(more === 0 ? [] : [`…还有 ${count(more)} 项`]),
        ].join('\n\n'),
  set: (owner, limit) => `${who(owner)}：${each[limit.span]}最多 ${most(limit)}，立即生效。`,
  cleared: (owner, had) =>
    had ? `${who(owner)}的配额已删除，立即生效。` : `${who(owner)}没有单独设置过配额。`,
  isAdmin: '机器人管理员不受配额限制。',
  how: [
    '可以这样用：',
    '- /quota：查看全部配额和用了多少',
    '- /quota @某人 20 条 小时：某人每小时最多 20 条回答（也可以回复他的消息，或写编号）',
    '- /quota 每人 50 条 天：没有单独配额的每个人',
    '- /quota 这里 200000 令牌 天：这个聊天里所有人合计',
    '- /quota 全部 1000 条 天：所有聊天合计',
    '- /quota @某人 clear：删除他的配额',
  ].join('\n'),
  left: (mine, chat) =>
    [
      ...(mine.length === 0 ? [] : [['**你的配额**', ...left(mine)].join('\n')]),
      ...(chat.length === 0 ? [] : [['**这里的配额（所有人合计）**', ...left(chat)].join('\n')]),
    ].join('\n\n'),
};

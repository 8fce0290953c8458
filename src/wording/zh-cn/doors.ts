import type { Target } from '../../people/subject.ts';
import type { ToldBan } from '../../people/told-ban.ts';
import { codeSpan } from '../code-span.ts';
import type { DoorWording, Listed } from '../door-wording.ts';
import { beginning, count } from '../figures.ts';

const who = ({ subject, name }: Target) =>
  name === undefined ? codeSpan(subject) : `${beginning(name, 30)}（${codeSpan(subject)}）`;

const rule = { allow: '✅ 允许', deny: '⛔ 不允许' } as const;

const ending = ({ until, reason }: ToldBan) =>
  [
    until === undefined ? '直到管理员解封' : `到 ${until}`,
    ...(reason === undefined ? [] : [`原因：${beginning(reason, 200)}`]),
  ].join('，');

const more = ({ more }: Listed<unknown>) => (more === 0 ? [] : [`- …还有 ${count(more)} 条`]);

const targets =
  '对象可以是 @某人、回复的那条消息的作者、编号（如 telegram:123、chat:telegram:-100）或 here（这里）';

/** What the doors say in Chinese. */
export const zhCNDoors: DoorWording = {
  unknownName: name =>
    `只凭 @${beginning(name, 30)} 看不出是谁。请回复这个人的消息，或写编号（对方发送 /whoami 就能看到）。`,
  isAdmin: '这是机器人的管理员，不能拒绝，也不能封禁。',
  isYou: '这是你自己。管理员不能把自己关在门外。',

  access: {
    allowed: (target, banned) =>
      `已允许 ${who(target)}，立即生效。${banned ? '不过封禁还在，解除要发送 /unban。' : ''}`,
    denied: target => `已不再允许 ${who(target)}，立即生效。`,
    cleared: (target, had) =>
      had
        ? `${who(target)} 的规则已删除，重新由设置决定。`
        : `${who(target)} 没有单独的规则，一直由设置决定。`,
    list: rules =>
      rules.rows.length === 0
        ? '还没有单独的规则，全部由设置 ALLOWED_CHATS 和 ALLOWED_USERS 决定。'
        : [
            '**单独的规则（先于设置）**',
            ...rules.rows.map(({ rule: kind, subject }) => `- ${rule[kind]} ${codeSpan(subject)}`),
            ...more(rules),
          ].join('\n'),
    how: {
      allow: `用法：/allow 对象，/allow 对象 clear（重新由设置决定），/allow list（列表）。${targets}；在群里不写对象就是这个群。`,
      deny: `用法：/deny 对象，/deny 对象 clear（重新由设置决定），/deny list（列表）。${targets}；在群里不写对象就是这个群。`,
    },
  },
  ban: {
    set: (target, ban) => `已封禁 ${who(target)}，${ending(ban)}。等待中的问题已撤回。`,
    reasonTooLong: (length, limit) => `原因太长了：${length} 个字符，最多 ${limit} 个。`,
    list: bans =>
      bans.rows.length === 0
        ? '现在没有封禁任何人。'
        : [
            '**封禁中**',
            ...bans.rows.map(
              ({ subject, ...ban }) => `- ${subject ? codeSpan(subject) : '已被遗忘的人'}：${ending(ban)}`,
            ),
            ...more(bans),
          ].join('\n'),
    how: `用法：/ban 对象 时长 原因，如 /ban @某人 2h 刷屏；时长和原因可以不写，时长如 30m、2h、7d、2小时。${targets}。`,
  },
  unban: {
    lifted: target => `已解封 ${who(target)}，立即生效。`,
    notBanned: target => `${who(target)} 没有被封禁。`,
    how: `用法：/unban 对象。${targets}。`,
  },
};

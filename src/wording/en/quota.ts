import type { Limit, QuotaKind, QuotaSpan } from '../../people/quota.ts';
import { codeSpan } from '../code-span.ts';
import { beginning, count } from '../figures.ts';
import type { QuotaOwner, QuotaWording, ToldLimit } from '../quota-wording.ts';
import type { Wording } from '../wording.ts';
import { counted } from './counted.ts';

const nouns: Readonly<Record<QuotaKind, readonly [one: string, many: string]>> = {
  replies: ['reply', 'replies'],
  tokens: ['token', 'tokens'],
};
const each: Readonly<Record<QuotaSpan, string>> = { hour: 'an hour', day: 'a day' };
const current: Readonly<Record<QuotaSpan, string>> = { hour: 'this hour', day: 'today' };

const most = ({ what, limit }: Limit) => counted(limit, ...nouns[what]);

function who(owner: QuotaOwner): string {
  if (owner === 'everyone') return 'Each person';
  if (owner === 'all') return 'All together';
  const { subject, name } = owner;
  return name === undefined ? codeSpan(subject) : `${beginning(name, 30)} (${codeSpan(subject)})`;
}

const left = (limits: readonly ToldLimit[]) =>
  limits.map(
    ({ used, until, ...limit }) =>
      `- ${current[limit.span]}: ${count(Math.max(0, limit.limit - used))} of ${most(limit)} left, until ${until}`,
  );

/** To who asks when a quota is used up. */
export const enOverQuota: Wording['overQuota'] = ({ whose, span, ...limit }, until) => {
  const owner = { user: 'Your', chat: "This chat's", all: "The bot's" }[whose];
  const verb = limit.limit === 1 ? 'is' : 'are';
  const more = whose === 'all' ? '' : '; /usage tells what is left';
  return `${owner} ${most({ span, ...limit })} for ${current[span]} ${verb} used up, so this message was not taken. Please send it again after ${until}${more}.`;
};

/** What is said of quotas in English. */
export const enQuota: QuotaWording = {
  list: (quotas, more) =>
    quotas.length === 0
      ? `There are no quotas yet.\n\n${enQuota.how}`
      : [
          ...quotas.map(({ owner, limits }) =>
            [
              `**${who(owner)}**`,
              ...limits.map(({ used, most: spenders = [], ...limit }) =>
                [
                  `- ${most(limit)} ${each[limit.span]}${used === undefined ? '' : `, ${count(used)} used`}`,
                  ...spenders.map(spender => `  - ${codeSpan(spender.subject)}: ${count(spender.used)} used`),
                ].join('\n'),
              ),
            ].join('\n'),
          ),
          ...(more === 0 ? [] : [`…and ${count(more)} more`]),
        ].join('\n\n'),
  set: (owner, limit) => `${who(owner)}: at most ${most(limit)} ${each[limit.span]}, from now on.`,
  cleared: (owner, had) =>
    had ? `${who(owner)}: the quota is gone, from now on.` : `${who(owner)}: no quota was set.`,
  isAdmin: "The bot's admins have no quotas.",
  how: [
    'You can send:',
    '- /quota: all quotas, and how much of them is used',
    '- /quota @somebody 20 replies hour: the most for one person (or reply to their message, or write their id)',
    '- /quota everyone 50 replies day: each person who has no quota of their own',
    '- /quota here 200000 tokens day: all people of this chat together',
    '- /quota all 1000 replies day: all chats together',
    '- /quota @somebody clear: no quota of their own any more',
  ].join('\n'),
  left: (mine, chat) =>
    [
      ...(mine.length === 0 ? [] : [['**Your quota**', ...left(mine)].join('\n')]),
      ...(chat.length === 0
        ? []
        : [["**This chat's quota (all people together)**", ...left(chat)].join('\n')]),
    ].join('\n\n'),
};

import type { Target } from '../../people/subject.ts';
import type { ToldBan } from '../../people/told-ban.ts';
import { codeSpan } from '../code-span.ts';
import type { DoorWording, Listed } from '../door-wording.ts';
import { beginning, count } from '../figures.ts';

const who = ({ subject, name }: Target) =>
  name === undefined ? codeSpan(subject) : `${beginning(name, 30)} (${codeSpan(subject)})`;

const rule = { allow: '✅ allowed', deny: '⛔ denied' } as const;

const ending = ({ until, reason }: ToldBan) =>
  [
    until === undefined ? 'until an admin lifts it' : `until ${until}`,
    ...(reason === undefined ? [] : [`reason: ${beginning(reason, 200)}`]),
  ].join('; ');

const more = ({ more }: Listed<unknown>) => (more === 0 ? [] : [`- … and ${count(more)} more`]);

const targets =
  'Who: @somebody, the author of the message that you reply to, an id (telegram:123, chat:telegram:-100), or here';

/** What the doors say in English. */
export const enDoors: DoorWording = {
  unknownName: name =>
    `I cannot tell who @${beginning(name, 30)} is. Please reply to one of their messages, or write their id (they see it with /whoami).`,
  isAdmin: "This is one of the bot's admins, who can be neither denied nor banned.",
  isYou: 'This is you. An admin cannot lock themselves out.',

  access: {
    allowed: (target, banned) =>
      `${who(target)} is allowed from now on.${banned ? ' A ban still holds; send /unban to lift it.' : ''}`,
    denied: target => `${who(target)} is denied from now on.`,
    cleared: (target, had) =>
      had
        ? `The rule for ${who(target)} is gone; the settings decide again.`
        : `There was no rule for ${who(target)}; the settings decide.`,
    list: rules =>
      rules.rows.length === 0
        ? 'There are no rules yet; the settings ALLOWED_CHATS and ALLOWED_USERS decide.'
        : [
            '**Rules (before the settings)**',
            ...rules.rows.map(({ rule: kind, subject }) => `- ${rule[kind]}: ${codeSpan(subject)}`),
            ...more(rules),
          ].join('\n'),
    how: {
      allow: `Usage: /allow who; /allow who clear (the settings decide again); /allow list. ${targets}; nobody named in a group: this group.`,
      deny: `Usage: /deny who; /deny who clear (the settings decide again); /deny list. ${targets}; nobody named in a group: this group.`,
    },
  },
  ban: {
    set: (target, ban) => `${who(target)} is banned, ${ending(ban)}. Questions that waited are withdrawn.`,
    reasonTooLong: (length, limit) => `The reason is too long: ${length} characters, at most ${limit}.`,
    list: bans =>
      bans.rows.length === 0
        ? 'Nobody is banned.'
        : [
            '**Banned**',
            ...bans.rows.map(
              ({ subject, ...ban }) =>
                `- ${subject ? codeSpan(subject) : 'somebody who was forgotten'}: ${ending(ban)}`,
            ),
            ...more(bans),
          ].join('\n'),
    how: `Usage: /ban who time reason, as in /ban @somebody 2h spam; time (30m, 2h, 7d) and reason may be left out. ${targets}.`,
  },
  unban: {
    lifted: target => `${who(target)} is no longer banned.`,
    notBanned: target => `${who(target)} was not banned.`,
    how: `Usage: /unban who. ${targets}.`,
  },
};

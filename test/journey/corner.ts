import type { DingtalkSimulator } from '../../simulators/dingtalk/index.ts';
import type { FeishuSimulator } from '../../simulators/feishu/index.ts';
import type { TelegramSimulator } from '../../simulators/telegram/index.ts';
import type { ButtonPress } from '../../src/message.ts';
import { eventually } from '../support/eventually.ts';
import { isGreeting } from './town.ts';

/** Somebody, on one platform; the id as `/whoami` tells it. */
export interface Somebody {
  readonly id: string;
  readonly name: string;
}

/** What a button does. */
export type Action = ButtonPress['action'];

/** A message of the bot's as people see it now. */
export interface Shown {
  readonly id: string;
  readonly text: string;
  /** Nothing more is to come. */
  readonly isOver: boolean;
  /** What its buttons do. */
  readonly buttons: readonly Action[];
  /** What it replies to, where the platform tells. */
  readonly replyTo: string | undefined;
  /** Whom it mentions; everybody is told of replies where the platform has them. */
  readonly mentions: readonly string[];
  /** What came as a file. */
  readonly file: string | undefined;
}

/** A direct chat, or a group. */
export interface Room {
  readonly id: string;
  readonly kind: 'direct' | 'group';
  /** Says something to the bot, which is mentioned where that is needed. @returns the message's id */
  say(who: Somebody, text: string, how?: { readonly anonymous?: boolean }): string;
  /** The bot's messages but for its greeting, oldest first. */
  shown(): Shown[];
  /** Says something and waits for the next message of the bot's that is over. Nobody else may ask meanwhile. */
  ask(...said: Parameters<Room['say']>): Promise<Shown>;
  /** Presses a button of one of the bot's messages. @returns what is told to this person alone */
  press(who: Somebody, message: string, button: Action): Promise<string | undefined>;
  edit?(message: string, text: string): void;
}

/** Ids of people whom `ADMINS` may name. */
export const adminId = {
  telegram: (number: number) => String(900_000 + number),
  feishu: (number: number) => `ou_admin${number}`,
  dingtalk: (number: number) => `manager${number}`,
} as const;

/** One platform of a town, in words that fit them all. */
export interface Corner {
  readonly platform: keyof typeof adminId;
  /** Somebody new; with an id, that one. @param runs whether they run the groups that they are in */
  person(id?: string, runs?: boolean): Somebody;
  direct(who: Somebody): Room;
  group(...members: readonly Somebody[]): Room;
}

type Parts = Omit<Room, 'ask' | 'shown'> & { all(): (Shown & { readonly byBot: boolean })[] };

function room({ all, ...parts }: Parts): Room {
  const shown = () => all().filter(({ byBot, text }) => byBot && !isGreeting(text));
  return {
    ...parts,
    shown,
    ask(who, text, how) {
      const before = shown().length;
      parts.say(who, text, how);
      const answer = () => {
        const next = shown()[before];
        return next?.isOver && next;
      };
      return eventually(`an answer to ${text.slice(0, 40)}`, answer, 50_000);
    },
  };
}

export function telegramCorner(telegram: TelegramSimulator): Corner {
  const byId = new Map<string, ReturnType<typeof telegram.person>>();
  const running = new Set<string>();
  const personOf = ({ id }: Somebody) => byId.get(id) ?? telegram.person({ id: Number(id) });
  const { username = '' } = telegram.bot;
  /** Telegram finds a command in Latin letters alone, and the bot's name behind it. */
  const addressed = (text: string) =>
    /^\/[a-z_]+(?=\s|$)/.test(text) ? text.replace(/^\/[a-z_]+/, `$&@${username}`) : `@${username} ${text}`;
  const roomOf = (chat: { id: number }, kind: Room['kind']): Room =>
    room({
      id: String(chat.id),
      kind,
      say: (who, text, { anonymous = false } = {}) =>
        String(telegram.say(chat, personOf(who), kind === 'direct' ? text : addressed(text), { anonymous })),
      all: () =>
        telegram.messages(chat).map(({ id, text, byBot, keyboard, replyTo, file }) => ({
          id: String(id),
          text,
          byBot,
          isOver: keyboard.length === 0,
          buttons: keyboard.length > 0 ? ['stop'] : [],
          replyTo: replyTo === undefined ? undefined : String(replyTo),
          mentions: [],
          file: file?.content,
        })),
      async press(who, message) {
        // It has one button, and only while it grows.
        const [button] =
          telegram
            .messages(chat)
            .find(({ id }) => id === Number(message))
            ?.keyboard.flat() ?? [];
        return (await telegram.press(chat, personOf(who), Number(message), button?.text ?? '')).text;
      },
      edit: (message, text) => telegram.edit(chat, Number(message), text),
    });
  return {
    platform: 'telegram',
    person(id, runs = false) {
      const person = telegram.person(id === undefined ? {} : { id: Number(id) });
      byId.set(String(person.id), person);
      if (runs) running.add(String(person.id));
      return { id: String(person.id), name: person.firstName };
    },
    direct: who => roomOf(telegram.direct(personOf(who)), 'direct'),
    group(...members) {
      const chat = telegram.group({ title: '组', supergroup: true });
      for (const who of members) {
        telegram.join(chat, personOf(who));
        if (running.has(who.id)) telegram.makeAdmin(chat, personOf(who));
      }
      return roomOf(chat, 'group');
    },
  };
}

export function feishuCorner(feishu: FeishuSimulator): Corner {
  const running = new Set<string>();
  const personOf = ({ id }: Somebody) => feishu.person({ openId: id });
  const { bot } = feishu;
  const roomOf = (chat: { id: string }, kind: Room['kind']): Room =>
    room({
      id: chat.id,
      kind,
      say: (who, text) =>
        kind === 'direct'
          ? feishu.say(chat, personOf(who), text)
          : feishu.say(chat, personOf(who), `@${bot.name} ${text}`, { mentions: [bot] }),
      all: () =>
        feishu.messages(chat).map(({ id, text, byBot, buttons, streaming, replyTo, mentions, file }) => ({
          id,
          text,
          byBot,
          isOver: !streaming && buttons.every(button => button.id !== 'stop'),
          buttons: buttons.map(button => button.id as Action),
          replyTo,
          mentions,
          file: file?.content,
        })),
      press: async (who, message, button) =>
        (await feishu.press(chat, personOf(who), message, button)).toast?.content,
    });
  return {
    platform: 'feishu',
    person(id, runs = false) {
      const { openId, name } = feishu.person(id === undefined ? {} : { openId: id });
      if (runs) running.add(openId);
      return { id: openId, name };
    },
    direct: who => roomOf(feishu.direct(personOf(who)), 'direct'),
    group(...members) {
      const chat = feishu.group({ title: '组' });
      for (const who of members) {
        feishu.join(chat, personOf(who));
        if (running.has(who.id)) feishu.makeManager(chat, personOf(who));
      }
      return roomOf(chat, 'group');
    },
  };
}

export function dingtalkCorner(dingtalk: DingtalkSimulator): Corner {
  const personOf = ({ id }: Somebody) => dingtalk.person({ staffId: id });
  const { bot } = dingtalk;
  const roomOf = (chat: { id: string }, kind: Room['kind']): Room =>
    room({
      id: chat.id,
      kind,
      say: (who, text) =>
        kind === 'direct'
          ? dingtalk.say(chat, personOf(who), text)
          : dingtalk.say(chat, personOf(who), `@${bot.name} ${text}`, { mentions: [bot] }),
      all: () =>
        dingtalk.messages(chat).map(({ id, text, byBot, buttons, streaming, mentions, file }) => ({
          id,
          // Whom a message mentions stands in front of it.
          text: mentions.reduce((rest, who) => rest.replace(`@${who}`, ''), text).trim(),
          byBot,
          isOver: !streaming,
          buttons: buttons.map(button => button.id as Action),
          replyTo: undefined,
          mentions,
          file: file?.entries[0]?.content,
        })),
      press: async (who, message, button) =>
        (await dingtalk.press(chat, personOf(who), message, button)).notice,
    });
  return {
    platform: 'dingtalk',
    person(id, runs = false) {
      const { staffId = '', name } = dingtalk.person({
        ...(id !== undefined && { staffId: id }),
        isAdmin: runs,
      });
      return { id: staffId, name };
    },
    direct: who => roomOf(dingtalk.direct(personOf(who)), 'direct'),
    group: () => roomOf(dingtalk.group({ title: '组' }), 'group'),
  };
}

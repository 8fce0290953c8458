import { startTelegram } from '../../../simulators/telegram/index.ts';
import type { Watch } from '../../../simulators/watch.ts';
import type { PlatformFault } from '../../story/story.ts';
import { greeting, type TownPlatform } from '../platform.ts';
import { atLeastOne } from './at-least-one.ts';
import { delivered } from './delivered.ts';

const faults = {
  'too many': { kind: 'too-many-requests', retryAfter: 2 },
  'server error': { kind: 'server-error' },
  'bad gateway': { kind: 'bad-gateway' },
} as const satisfies Record<PlatformFault, unknown>;

export async function openTelegram(watch: Watch): Promise<TownPlatform> {
  const telegram = await startTelegram({ watch });
  const { username = '' } = telegram.bot;
  const idOf = (chat: { id: number }, message: number) => `${chat.id}/${message}`;
  return {
    name: 'telegram',
    settings: { TELEGRAM_API_ROOT: telegram.url, TELEGRAM_BOT_TOKEN: telegram.token },
    room(kind, count) {
      const people = Array.from({ length: count }, () => telegram.person());
      const [first] = people;
      const chat =
        kind === 'direct' && first
          ? telegram.direct(first)
          : telegram.group({ title: '项目组', supergroup: true });
      if (kind === 'group') for (const person of people) telegram.join(chat, person);
      return {
        id: String(chat.id),
        say(speaker, text) {
          const person = people[speaker];
          if (!person) throw new RangeError(`nobody is number ${speaker}`);
          const addressed = kind === 'direct' ? text : `@${username} ${text}`;
          return idOf(chat, telegram.say(chat, person, addressed));
        },
        fault: (fault, times) => telegram.fault({ ...faults[fault], chat: chat.id }, times),
        shown: () =>
          telegram
            .messages(chat, { all: true })
            .filter(({ byBot, text }) => byBot && !greeting.test(text))
            .map(({ id, replyTo, edits, isGone }) => {
              const states = edits.map(({ at, text, keyboard }) => ({
                at,
                text,
                isOver: keyboard.length === 0,
              }));
              return {
                id: idOf(chat, id),
                replyTo: replyTo === undefined ? undefined : idOf(chat, replyTo),
                states: atLeastOne(states),
                isGone,
              };
            }),
      };
    },
    deliveries: () =>
      delivered(telegram.deliveries, ({ chat, messageId }) =>
        chat === undefined || messageId === undefined ? undefined : idOf({ id: chat }, messageId),
      ),
    kindOf: api => kinds[api],
    duplicate: count => telegram.duplicateUpdates(count),
    reorder: count => telegram.reorderUpdates(count),
    delay: (count, ms) => telegram.delayUpdates(count, ms),
    cutConnections() {},
    expireTokens() {},
    close: () => telegram.close(),
  };
}

const kinds: Readonly<Record<string, 'send' | 'change'>> = {
  sendMessage: 'send',
  editMessageText: 'change',
  editMessageReplyMarkup: 'change',
};

import { startTelegram } from '../../../simulators/telegram/index.ts';
import type { Watch } from '../../../simulators/watch.ts';
import type { PlatformFault } from '../../story/story.ts';
import type { TownPlatform } from '../platform.ts';
import { delivered } from './delivered.ts';
import { roomOf } from './room.ts';

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
      return roomOf({
        id: String(chat.id),
        people,
        say: (person, text) =>
          idOf(chat, telegram.say(chat, person, kind === 'direct' ? text : `@${username} ${text}`)),
        fault: (fault, times) => telegram.fault({ ...faults[fault], chat: chat.id }, times),
        messages: () => telegram.messages(chat, { all: true }),
        told: ({ id, replyTo, edits, isGone }) => ({
          id: idOf(chat, id),
          replyTo: replyTo === undefined ? undefined : idOf(chat, replyTo),
          states: edits.map(({ at, text, keyboard }) => ({ at, text, isOver: keyboard.length === 0 })),
          isGone,
        }),
      });
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

import { startFeishu } from '../../../simulators/feishu/index.ts';
import type { Watch } from '../../../simulators/watch.ts';
import type { PlatformFault } from '../../story/story.ts';
import type { TownPlatform } from '../platform.ts';
import { delivered } from './delivered.ts';
import { roomOf } from './room.ts';

/** The vendor waits 15 s, minutes, hours: so long that a run would never end. */
const redeliverMs = [2000, 4000, 8000, 15_000, 30_000, 60_000, 120_000];

const faults = {
  'too many': { kind: 'too-many-calls', resetS: 2 },
  'server error': { kind: 'server-error' },
  'bad gateway': { kind: 'bad-gateway' },
} as const satisfies Record<PlatformFault, unknown>;

export async function openFeishu(watch: Watch): Promise<TownPlatform> {
  const feishu = await startFeishu({ watch, redeliverMs });
  const { bot } = feishu;
  return {
    name: 'feishu',
    settings: {
      FEISHU_APP_ID: feishu.appId,
      FEISHU_APP_SECRET: feishu.appSecret,
      FEISHU_DOMAIN: feishu.url,
    },
    room(kind, count) {
      const people = Array.from({ length: count }, () => feishu.person());
      const [first] = people;
      const chat = kind === 'direct' && first ? feishu.direct(first) : feishu.group({ title: '项目组' });
      if (kind === 'group') for (const person of people) feishu.join(chat, person);
      return roomOf({
        id: chat.id,
        people,
        say: (person, text) => feishu.say(chat, person, text, { mentions: kind === 'group' ? [bot] : [] }),
        fault: (fault, times, text) => feishu.fault({ ...faults[fault], about: text }, times),
        messages: () => feishu.messages(chat, { all: true }),
        told: ({ id, replyTo, states, streaming, isGone }) => ({
          id,
          replyTo,
          states: states.map(({ at, text, buttons }, index) => ({
            at,
            text,
            isOver:
              buttons.every(button => button.id !== 'stop') && (index < states.length - 1 || !streaming),
          })),
          isGone,
        }),
      });
    },
    deliveries: () => delivered(feishu.deliveries, ({ messageId }) => messageId),
    kindOf: api => kinds[api],
    duplicate: count => feishu.duplicateEvents(count),
    reorder: count => feishu.reorderEvents(count),
    delay: (count, ms) => feishu.delayEvents(count, ms),
    cutConnections: () => feishu.dropConnections(),
    expireTokens: () => feishu.expireTokens(),
    close: () => feishu.close(),
  };
}

const kinds: Readonly<Record<string, 'idempotent-send' | 'change'>> = {
  'messages.send': 'idempotent-send',
  'messages.reply': 'idempotent-send',
  'messages.edit': 'change',
  'messages.patch': 'change',
  'cards.content': 'change',
  'cards.update': 'change',
  'cards.batch': 'change',
};

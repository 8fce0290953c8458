import { startDingtalk } from '../../../simulators/dingtalk/index.ts';
import type { Watch } from '../../../simulators/watch.ts';
import type { PlatformFault } from '../../story/story.ts';
import type { TownPlatform } from '../platform.ts';
import { delivered } from './delivered.ts';
import { roomOf } from './room.ts';

/** The vendor waits a minute; shorter, so that a run ends. */
const redeliverMs = [3000, 6000, 12_000, 30_000, 60_000, 120_000];

const faults = {
  'too many': { kind: 'too-fast' },
  'server error': { kind: 'server-error' },
  'bad gateway': { kind: 'bad-gateway' },
} as const satisfies Record<PlatformFault, unknown>;

export async function openDingtalk(watch: Watch): Promise<TownPlatform> {
  const dingtalk = await startDingtalk({ watch, redeliverMs, monthly: false });
  const { bot } = dingtalk;
  return {
    name: 'dingtalk',
    settings: {
      DINGTALK_CLIENT_ID: dingtalk.clientId,
      DINGTALK_CLIENT_SECRET: dingtalk.clientSecret,
      DINGTALK_API_BASE: dingtalk.url,
      DINGTALK_OAPI_BASE: dingtalk.url,
      DINGTALK_CARD_TEMPLATE_ID: dingtalk.templates[0] ?? '',
    },
    room(kind, count) {
      const people = Array.from({ length: count }, () => dingtalk.person());
      const [first] = people;
      const chat = kind === 'direct' && first ? dingtalk.direct(first) : dingtalk.group({ title: '项目组' });
      return roomOf({
        id: chat.id,
        people,
        say: (person, text) => dingtalk.say(chat, person, text, { mentions: kind === 'group' ? [bot] : [] }),
        fault: (fault, times, text) => dingtalk.fault({ ...faults[fault], about: text }, times),
        messages: () => dingtalk.messages(chat, { all: true }),
        told: ({ id, states, isGone }) => ({
          id,
          replyTo: undefined,
          states: states.map(({ at, text, streaming }) => ({ at, text, isOver: !streaming })),
          isGone,
        }),
      });
    },
    deliveries: () => delivered(dingtalk.deliveries, ({ messageId }) => messageId),
    kindOf: api => kinds[api],
    duplicate: count => dingtalk.duplicateEvents(count),
    reorder: count => dingtalk.reorderEvents(count),
    delay: (count, ms) => dingtalk.delayEvents(count, ms),
    cutConnections: () => dingtalk.dropConnections(),
    expireTokens: () => dingtalk.expireTokens(),
    close: () => dingtalk.close(),
  };
}

const kinds: Readonly<Record<string, 'idempotent-send' | 'blind-send' | 'change'>> = {
  'cards.createAndDeliver': 'idempotent-send',
  'standard.send': 'idempotent-send',
  session: 'blind-send',
  'robot.group': 'blind-send',
  'robot.people': 'blind-send',
  'cards.streaming': 'change',
  'cards.update': 'change',
  'standard.update': 'change',
};

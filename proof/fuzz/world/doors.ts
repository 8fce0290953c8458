import { messageTaker, type Notebooks } from '../../../adapters/dingtalk/intake/take-message.ts';
import { webhook as dingtalkWebhook } from '../../../adapters/dingtalk/intake/webhook.ts';
import type { FeishuApi } from '../../../adapters/feishu/api.ts';
import { eventTaker } from '../../../adapters/feishu/intake/take-event.ts';
import { webhook as feishuWebhook } from '../../../adapters/feishu/intake/webhook.ts';
import { updateReader } from '../../../adapters/telegram/intake/read-update.ts';
import { webhook as telegramWebhook } from '../../../adapters/telegram/intake/webhook.ts';
import { systemClock } from '../../../src/clock.ts';
import type { Accept } from '../../../src/platform.ts';
import { Secret } from '../../../src/secret.ts';
import { holdsArrival } from '../promises/arrival.ts';
import { canaries } from '../promises/failure.ts';
import { bot } from '../recorded/feishu.ts';

/** The time at which everything in here happens, Unix ms: that of the recorded payloads. */
export const now = 1_700_000_000_000;

export const clock = { ...systemClock, now: () => now };

/** What each platform proves itself by. */
export const secrets = {
  telegram: new Secret(`telegram-${canaries.secret}`),
  feishu: {
    encryptKey: new Secret(`feishu-${canaries.secret}`),
    verificationToken: new Secret('v-1'),
  },
  dingtalk: new Secret(`dingtalk-${canaries.secret}`),
} as const;

/** The platforms' own code from the door to `accept`; nothing behind it, and no platform on the other side. */
export function openDoors() {
  let accepted = 0;
  const accept: Accept = async arrival => {
    accepted += 1;
    holdsArrival(arrival);
    if (arrival.kind === 'press') await arrival.press.answer('好');
  };
  const readUpdate = updateReader({ id: 900, username: 'ernie_bot' }, async () => {});
  const takeEvent = eventTaker({ api: silentApi, bot, nameOf: async () => undefined, clock }, accept);
  const takeMessage = messageTaker(blankNotebooks, accept);
  return {
    accept,
    readUpdate,
    takeEvent,
    takeMessage,
    /** How many arrivals were accepted since the last look. */
    taken() {
      const count = accepted;
      accepted = 0;
      return count;
    },
    webhooks: new Map([
      ['telegram', telegramWebhook(secrets.telegram, readUpdate, accept)],
      ['feishu', feishuWebhook(secrets.feishu, clock.now, () => takeEvent)],
      ['dingtalk', dingtalkWebhook(secrets.dingtalk, clock.now, () => takeMessage)],
    ]),
  };
}

/** Feishu tells nothing more than what it delivered. */
const silentApi = { call: () => Promise.reject(new Error('silent')) } as unknown as FeishuApi;

const blankNotebooks: Notebooks = {
  sessions: { keep: async () => {} },
  admins: { note: async () => {} },
  acquaintances: { note: async () => {}, idOf: async () => undefined },
};

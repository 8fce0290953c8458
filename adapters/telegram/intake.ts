import type { World } from '../../src/adapter.ts';
import { openInHand } from '../../src/in-hand.ts';
import { openIntakeState } from '../../src/intake-state.ts';
import type { Accept, Intake, WebhookRequest, WebhookResponse } from '../../src/platform.ts';
import type { Secret } from '../../src/secret.ts';
import { failureOf } from './api/failures.ts';
import { remedyFor } from './api/remedy.ts';
import type { TelegramApi } from './api.ts';
import { pollUntil } from './intake/poll.ts';
import { updateReader } from './intake/read-update.ts';
import { webhook } from './intake/webhook.ts';
import { openMenus } from './menu.ts';
import type { Bot } from './parse/mentions.ts';
import { allowedUpdates } from './wire.ts';

const retryMs = 5000;

export interface IntakeOptions {
  readonly telegram: TelegramApi;
  readonly world: World;
  /** Unset: long polling. */
  readonly callUs: { readonly url: string; readonly secret: Secret } | undefined;
}

type Handle = (request: WebhookRequest) => Promise<WebhookResponse>;

/** Messages from Telegram: it calls us, or we ask. */
export function openIntake({ telegram, world, callUs }: IntakeOptions): Intake {
  const { log, clock } = world;
  const stopping = new AbortController();
  const inHand = openInHand();
  const { say, state } = openIntakeState('telegram', log);
  let handle: Handle = async () => ({ status: 503 });

  /** Repeats a call until Telegram answers; throws what no repetition mends, and when told to stop. */
  async function insist<T>(call: () => Promise<T>, onWait: () => void): Promise<T> {
    for (;;) {
      try {
        const answer = await call();
        stopping.signal.throwIfAborted();
        return answer;
      } catch (error) {
        stopping.signal.throwIfAborted();
        const failure = failureOf(error);
        say(false, remedyFor(error));
        if (failure.kind !== 'unreachable' && failure.kind !== 'busy') throw failure;
        const retryInMs = Math.max(retryMs, failure.retryInMs);
        log('intake.failed', { platform: 'telegram', error: failure, retryInMs });
        onWait();
        await clock.sleep(retryInMs, stopping.signal);
      }
    }
  }

  async function answerPress(callbackQueryId: string, text: string): Promise<void> {
    // Telegram refuses after a few seconds, and shows at most 200 characters.
    await telegram.api.answerCallbackQuery(callbackQueryId, { text: text.slice(0, 200) }).catch(() => {});
  }

  async function begin(accept: Accept, onWait: () => void): Promise<void> {
    const me: Bot = await insist(() => telegram.api.getMe(), onWait);
    const read = updateReader(me, answerPress);
    if (callUs) {
      handle = webhook(callUs.secret, read, accept);
      const wanted = {
        secret_token: callUs.secret.reveal(),
        allowed_updates: allowedUpdates,
        max_connections: 100,
      };
      await insist(() => telegram.api.setWebhook(callUs.url, wanted), onWait);
      say(true, 'webhook');
    } else {
      say(true, 'polling');
      void inHand.during(pollUntil(stopping.signal, { telegram, botId: me.id, world, read, accept, say }));
    }
    void openMenus(telegram.api, world).set(stopping.signal);
  }

  return {
    // Where Telegram cannot be reached the bot starts all the same, and this goes on beside.
    start: accept =>
      new Promise((resolve, reject) => {
        begin(accept, resolve).then(resolve, error => (stopping.signal.aborted ? resolve() : reject(error)));
      }),
    async stop() {
      stopping.abort();
      handle = async () => ({ status: 503 });
      await inHand.done();
      say(false, 'stopped');
    },
    state,
    ...(callUs && { webhook: (request: WebhookRequest) => inHand.during(handle(request)) }),
  };
}

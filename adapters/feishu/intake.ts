import type { World } from '../../src/adapter.ts';
import { PlatformFailure } from '../../src/errors.ts';
import { openInHand } from '../../src/in-hand.ts';
import { openIntakeState } from '../../src/intake-state.ts';
import { linkedAbort } from '../../src/linked-abort.ts';
import type { Accept, Intake, WebhookRequest } from '../../src/platform.ts';
import { remedyFor } from './api/remedy.ts';
import type { FeishuApi } from './api.ts';
import { type Connection, openConnection } from './intake/connection.ts';
import { memberNames } from './intake/names.ts';
import { eventTaker, type TakeEvent } from './intake/take-event.ts';
import { webhook } from './intake/webhook.ts';
import type { Bot } from './parse/mentions.ts';
import type { WebhookKeys } from './verify.ts';
import { botInfo } from './wire.ts';

const retryMs = 5000;
/** How long the start waits for the long connection, milliseconds. */
const patienceMs = 10_000;
/** A connection that gave up is begun anew after this, milliseconds. */
const restartMs = 15_000;
/** For the acknowledgements of what was accepted last to leave, milliseconds. */
const acknowledgeMs = 50;

export interface IntakeOptions {
  readonly api: FeishuApi;
  readonly world: Pick<World, 'clock' | 'log'>;
  /** Unset: the long connection. */
  readonly keys: WebhookKeys | undefined;
}

/** Messages from Feishu: over a connection that we begin, or it calls us. */
export function openIntake({ api, world, keys }: IntakeOptions): Intake {
  const { log, clock } = world;
  const stopping = new AbortController();
  const inHand = openInHand();
  const { say, state } = openIntakeState('feishu', log);
  let take: TakeEvent | undefined;
  let connection: Connection | undefined;

  /**
   * Who we are; without that nobody could tell whether a mention means us. Asks until Feishu answers. A refusal ends it
   * only at first, where who starts the bot is told: later nobody would be, and somebody may mend it.
   */
  async function findBot(onWait: () => void): Promise<Bot> {
    for (let waited = false; ; waited = true) {
      try {
        const { bot } = botInfo.parse(await api.call('botInfo', '', undefined, stopping.signal));
        return { appId: api.app.appId, openId: bot.open_id };
      } catch (error) {
        stopping.signal.throwIfAborted();
        say(false, remedyFor(error));
        const { kind, retryInMs: wanted = 0 } = error instanceof PlatformFailure ? error : {};
        if (!waited && kind !== 'unreachable' && kind !== 'busy') throw inWords(error);
        const retryInMs = Math.max(retryMs, wanted);
        log('intake.failed', { platform: 'feishu', error, retryInMs });
        onWait();
        await clock.sleep(retryInMs, stopping.signal);
      }
    }
  }

  function restart(error: Error): void {
    if (stopping.signal.aborted) return;
    say(false, `the long connection is refused: ${error.message}`);
    log('intake.failed', { platform: 'feishu', error, retryInMs: restartMs });
    clock.sleep(restartMs, stopping.signal).then(
      () => connection?.start(),
      () => {},
    );
  }

  /** Resolves once it is known how it went, or would take too long. */
  async function connect(takeEvent: TakeEvent): Promise<void> {
    const known = linkedAbort(stopping.signal);
    connection = await openConnection(api.app, json => inHand.during(takeEvent(json)), {
      onReady() {
        say(true, 'connected');
        known.end();
      },
      onLost: () => say(false, 'the long connection was lost; it is being opened again'),
      onFailed(error) {
        restart(error);
        known.end();
      },
    });
    stopping.signal.throwIfAborted();
    say(false, 'the long connection is being opened');
    await connection.start();
    await clock
      .sleep(patienceMs, known.signal)
      .then(
        () => say(false, 'the long connection does not open: check the network, or set FEISHU_MODE=webhook'),
        () => {},
      )
      .finally(known.end);
  }

  async function begin(accept: Accept, onWait: () => void): Promise<void> {
    const bot = await findBot(onWait);
    take = eventTaker({ api, bot, nameOf: memberNames(api, clock), clock }, async arrival => {
      stopping.signal.throwIfAborted();
      await accept(arrival);
    });
    stopping.signal.throwIfAborted();
    if (keys) say(true, 'webhook');
    else await connect(take);
  }

  const handle = keys && webhook(keys, clock.now, () => (stopping.signal.aborted ? undefined : take));
  return {
    // Where Feishu cannot be reached the bot starts all the same, and this goes on beside.
    start: accept =>
      new Promise((resolve, reject) => {
        begin(accept, resolve).then(resolve, error => (stopping.signal.aborted ? resolve() : reject(error)));
      }),
    async stop() {
      stopping.abort();
      await inHand.done();
      if (connection) await clock.sleep(acknowledgeMs);
      connection?.close();
      say(false, 'stopped');
    },
    state,
    ...(handle && { webhook: (request: WebhookRequest) => inHand.during(handle(request)) }),
  };
}

/** What no repetition mends, as the person who starts the bot reads it. */
function inWords(error: unknown): unknown {
  if (!(error instanceof PlatformFailure)) return error;
  return new PlatformFailure(error.kind, `Feishu: ${remedyFor(error)} (${error.message})`);
}

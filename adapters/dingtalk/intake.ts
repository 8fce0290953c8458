import type { World } from '../../src/adapter.ts';
import { openInHand } from '../../src/in-hand.ts';
import { openIntakeState } from '../../src/intake-state.ts';
import type { Accept, Intake, WebhookRequest } from '../../src/platform.ts';
import { remedyFor } from './api/remedy.ts';
import type { App } from './app.ts';
import type { FindCard } from './cards.ts';
import type { CoolApps } from './cool-apps.ts';
import { openAcknowledged } from './intake/acknowledged.ts';
import { openConnection, type TakeCall } from './intake/connection.ts';
import { acknowledge, type Call, eventTaken } from './intake/frames.ts';
import { askForStream } from './intake/gateway.ts';
import { streamUntil } from './intake/stream.ts';
import { membershipTaker } from './intake/take-membership.ts';
import { messageTaker, type Notebooks, type TakeMessage } from './intake/take-message.ts';
import { pressTaker } from './intake/take-press.ts';
import { webhook } from './intake/webhook.ts';

export interface IntakeOptions {
  readonly app: App;
  readonly mode: 'stream' | 'webhook';
  readonly world: Pick<World, 'clock' | 'log'>;
  readonly notebooks: Notebooks;
  readonly coolApps: Pick<CoolApps, 'note' | 'forget'>;
  readonly findCard: FindCard;
}

/** Messages from DingTalk: over a connection that we begin, or it calls us. */
export function openIntake({ app, mode, world, notebooks, coolApps, findCard }: IntakeOptions): Intake {
  const { log, clock } = world;
  const stopping = new AbortController();
  const inHand = openInHand();
  const { say, state } = openIntakeState('dingtalk', log);
  let takeMessage: TakeMessage | undefined;

  /** What is in hand may end; what comes later is DingTalk's to deliver again, to another process. */
  const unlessStopping =
    (accept: Accept): Accept =>
    async arrival => {
      stopping.signal.throwIfAborted();
      await accept(arrival);
    };

  /** A frame's work, done once however often the frame comes. */
  function callTaker(accept: Accept): TakeCall {
    const message = messageTaker(notebooks, accept);
    const membership = membershipTaker(coolApps, accept);
    const press = pressTaker({ findCard, clock }, accept);
    const acknowledged = openAcknowledged(clock);
    const acknowledgement = async (call: Call) => {
      const { id, payload } = call;
      if (call.kind === 'press') return acknowledge(id, await press(id, payload));
      if (call.kind === 'membership') {
        await membership(call);
        return acknowledge(id, eventTaken);
      }
      const taken = await message(payload);
      return taken === 'malformed' ? acknowledge(id, '{}', 400) : acknowledge(id, '{"response":"OK"}');
    };
    return call => inHand.during(acknowledged.once(call.id, () => acknowledgement(call)));
  }

  /** @param onTried called after each attempt: the first one is what the start waits for */
  function stream(accept: Accept, onTried: () => void): Promise<void> {
    const take = callTaker(accept);
    say(false, 'the stream is being opened');
    return streamUntil(stopping.signal, {
      connect: async signal => openConnection(await askForStream(app, signal), take, clock, signal),
      clock,
      onConnected() {
        say(true, 'connected');
        onTried();
      },
      onLost: () => say(false, 'the stream was lost; it is being opened again'),
      onFailed(error, retryInMs) {
        say(false, remedyFor(error));
        log('intake.failed', { platform: 'dingtalk', error, retryInMs });
        onTried();
      },
    });
  }

  const handle = webhook(app.clientSecret, clock.now, () =>
    stopping.signal.aborted ? undefined : takeMessage,
  );
  return {
    async start(given) {
      const accept = unlessStopping(given);
      if (mode === 'webhook') {
        takeMessage = messageTaker(notebooks, accept);
        say(true, 'webhook');
        return;
      }
      // Where DingTalk cannot be reached the bot starts all the same, and this goes on beside.
      await new Promise<void>((resolve, reject) => {
        inHand.during(stream(accept, resolve)).then(resolve, error => {
          say(false, remedyFor(error));
          reject(error);
        });
      });
    },
    async stop() {
      stopping.abort();
      await inHand.done();
      say(false, 'stopped');
    },
    state,
    ...(mode === 'webhook' && { webhook: (request: WebhookRequest) => inHand.during(handle(request)) }),
  };
}

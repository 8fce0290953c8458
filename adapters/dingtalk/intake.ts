import type { World } from '../../src/adapter.ts';
import type { Accept, Intake, WebhookRequest } from '../../src/platform.ts';
import type { Admins } from './admins.ts';
import { remedyFor } from './api/remedy.ts';
import type { App } from './app.ts';
import type { FindCard } from './cards.ts';
import { openAcknowledged } from './intake/acknowledged.ts';
import { openConnection, type TakeCall } from './intake/connection.ts';
import { acknowledge, type Call } from './intake/frames.ts';
import { askForStream } from './intake/gateway.ts';
import { streamUntil } from './intake/stream.ts';
import { messageTaker, type TakeMessage } from './intake/take-message.ts';
import { pressTaker } from './intake/take-press.ts';
import { webhook } from './intake/webhook.ts';
import type { Sessions } from './sessions.ts';

export interface IntakeOptions {
  readonly app: App;
  readonly mode: 'stream' | 'webhook';
  readonly world: Pick<World, 'clock' | 'log'>;
  readonly sessions: Pick<Sessions, 'keep'>;
  readonly admins: Pick<Admins, 'note'>;
  readonly findCard: FindCard;
}

/** Messages from DingTalk: over a connection that we begin, or it calls us. */
export function openIntake({ app, mode, world, sessions, admins, findCard }: IntakeOptions): Intake {
  const { log, clock } = world;
  const stopping = new AbortController();
  const inHand = new Set<Promise<unknown>>();
  let state = { ready: false, detail: 'not started' };
  let takeMessage: TakeMessage | undefined;

  const say = (ready: boolean, detail: string) => {
    if (state.ready === ready && state.detail === detail) return;
    state = { ready, detail };
    log('intake.state', { platform: 'dingtalk', ...state });
  };

  /** Remembers work until it is done, for `stop`. */
  const during = <T>(work: Promise<T>): Promise<T> => {
    inHand.add(work);
    const forget = () => inHand.delete(work);
    work.then(forget, forget);
    return work;
  };

  /** What is in hand may end; what comes later is DingTalk's to deliver again, to another process. */
  const unlessStopping =
    (accept: Accept): Accept =>
    async arrival => {
      stopping.signal.throwIfAborted();
      await accept(arrival);
    };

  /** A frame's work, done once however often the frame comes. */
  function callTaker(accept: Accept): TakeCall {
    const message = messageTaker({ sessions, admins }, accept);
    const press = pressTaker({ findCard, clock }, accept);
    const acknowledged = openAcknowledged(clock);
    const acknowledgement = async ({ kind, id, payload }: Call) => {
      if (kind === 'press') return acknowledge(id, await press(id, payload));
      const taken = await message(payload);
      return taken === 'malformed' ? acknowledge(id, '{}', 400) : acknowledge(id, '{"response":"OK"}');
    };
    return call => during(acknowledged.once(call.id, () => acknowledgement(call)));
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
        takeMessage = messageTaker({ sessions, admins }, accept);
        say(true, 'webhook');
        return;
      }
      // Where DingTalk cannot be reached the bot starts all the same, and this goes on beside.
      await new Promise<void>((resolve, reject) => {
        during(stream(accept, resolve)).then(resolve, error => {
          say(false, remedyFor(error));
          reject(error);
        });
      });
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(inHand);
      say(false, 'stopped');
    },
    state: () => state,
    ...(mode === 'webhook' && { webhook: (request: WebhookRequest) => during(handle(request)) }),
  };
}

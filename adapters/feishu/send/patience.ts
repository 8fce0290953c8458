import type { World } from '../../../src/adapter.ts';
import { PlatformFailure } from '../../../src/errors.ts';
import { type Insistence, insist, pay } from '../../../src/insist.ts';
import { stillOurs } from '../../../src/still-ours.ts';
import type { WriteKind } from '../../../src/write-budget.ts';
import type { Endpoint } from '../api/endpoints.ts';
import { FeishuFailure } from '../api/failures.ts';
import type { FeishuApi } from '../api.ts';
import { apiScope, type Place, placeScope, windowsFor } from './pace.ts';

/**
 * How long writes go on being tried. A growing text leaves a state out instead; a last state goes on for a minute and is
 * then left to a later attempt.
 */
const patienceMs = { growing: 5000, landing: 60_000 } as const satisfies Record<WriteKind, number>;
/** For who refuses without saying for how long, milliseconds. */
const shortestPauseMs = 500;

/** One write. Doing it twice must show nothing twice. */
export interface Write {
  readonly endpoint: Endpoint;
  /** Stands for `:id` in its path. */
  readonly id: string;
  readonly place: Place;
  /** Made for each attempt: a card's changes have numbers that are used once. */
  readonly body: () => Promise<unknown>;
}

/**
 * Does a write, as often as is worth it. Throws `PlatformFailure`: for a growing text at once, for a last state when it
 * is final, or when the patience ends.
 */
export type Insist = (write: Write) => Promise<unknown>;

/** Does writes: pays for each from the budget that all processes share, and repeats what is worth it. */
export interface Patience {
  /** Pays for one more state of a growing text in advance. */
  ready(endpoint: Endpoint, place: Place, signal: AbortSignal): Promise<void>;
  /** A run of writes that shares one patience. */
  begin(kind: WriteKind): Insist;
}

/** @param confirm rejects when the reply is another process's by now */
export function openPatience(
  { clock, log, budget }: Pick<World, 'clock' | 'log' | 'budget'>,
  api: Pick<FeishuApi, 'call' | 'prepare'>,
  confirm: () => Promise<unknown> = async () => {},
): Patience {
  let paid: Endpoint | undefined;

  async function payFor(kind: WriteKind, { endpoint, place }: Write, insistence: Insistence): Promise<void> {
    const isPaid = paid === endpoint;
    paid = undefined;
    if (isPaid) return;
    const waitMs = await pay(budget, windowsFor(kind, endpoint, place), insistence);
    if (waitMs > 0) throw new PlatformFailure('busy', 'Feishu takes no more of this for now', waitMs);
  }

  /** Nobody writes there until Feishu's time is over. */
  async function obey({ endpoint, place }: Write, failure: PlatformFailure): Promise<void> {
    // 99991400 is about the API, or, where it says so within a second, about the card; 230020 is about the place.
    const ofApi = place.kind === 'nothing' || (failure instanceof FeishuFailure && failure.code === 99991400);
    const scope = ofApi ? apiScope(endpoint) : placeScope(place);
    const retryInMs = Math.max(failure.retryInMs, shortestPauseMs);
    log('platform.busy', { platform: 'feishu', scope, retryInMs });
    await budget.block(scope, retryInMs);
  }

  return {
    async ready(endpoint, place, signal) {
      while (paid !== endpoint) {
        const waitMs = await budget.take(windowsFor('growing', endpoint, place));
        if (waitMs === 0) paid = endpoint;
        else await clock.sleep(waitMs, signal);
      }
      signal.throwIfAborted();
    },
    begin(kind) {
      const insistence = { clock, deadline: clock.now() + patienceMs[kind] };
      const confirmOurs = stillOurs(clock, confirm);
      return write => {
        async function attempt(): Promise<unknown> {
          await api.prepare();
          await payFor(kind, write, insistence);
          await confirmOurs();
          return api.call(write.endpoint, write.id, await write.body());
        }

        async function isWorthIt(error: unknown): Promise<boolean> {
          if (!(error instanceof PlatformFailure)) return false;
          const { kind: trouble } = error;
          // Who is not let through by the budget has waited as long as there was patience.
          const isFeishus = error instanceof FeishuFailure || trouble === 'unreachable';
          if (trouble === 'busy' && isFeishus) await obey(write, error);
          return kind === 'landing' && isFeishus && (trouble === 'busy' || trouble === 'unreachable');
        }

        return insist(attempt, isWorthIt, insistence);
      };
    },
  };
}

import type { World } from '../../../src/adapter.ts';
import { PlatformFailure } from '../../../src/errors.ts';
import { linkedAbort } from '../../../src/linked-abort.ts';
import type { Accept } from '../../../src/platform.ts';
import { type Lease, openLease } from '../../../src/redis/lease.ts';
import { inOurWords, isConflict } from '../api/failures.ts';
import { remedyFor } from '../api/remedy.ts';
import type { TelegramApi } from '../api.ts';
import { allowedUpdates } from '../wire.ts';
import { acceptInOrder } from './accept-in-order.ts';
import type { ReadUpdate } from './read-update.ts';

/** A poller that falls silent is followed by another after this long. */
const leaseMs = 10_000;
const renewMs = 3000;
/** How long Telegram may hold a call open when there is nothing to tell. */
const waitS = 25;
/** Telegram keeps updates for a day. After a quiet week it numbers them anew: an old offset would hide them. */
const offsetLifeS = 24 * 60 * 60;
/** Where only a person can help. */
const slowRetryMs = 15_000;
const firstRetryMs = 500;
const longestRetryMs = 10_000;

export interface PollOptions {
  readonly telegram: Pick<TelegramApi, 'api' | 'getUpdates'>;
  readonly botId: number;
  readonly world: Pick<World, 'clock' | 'log' | 'redis' | 'keys' | 'processId'>;
  readonly read: ReadUpdate;
  readonly accept: Accept;
  readonly say: (ready: boolean, detail: string) => void;
}

/**
 * Fetches updates until `stopping`. Of all processes one does, under a lease; grammY's own pollers are not used, for
 * they confirm updates that nobody has in hand yet.
 *
 *     standing by ──lease taken──▶ polling ──failure──▶ waiting ──▶ standing by
 *          ▲───────────────────lease lost─┘
 */
export async function pollUntil(stopping: AbortSignal, options: PollOptions): Promise<void> {
  const { redis, keys, processId, clock, log } = options.world;
  const lease = openLease(redis, keys.lease('telegram-poll'), processId, leaseMs);
  let failures = 0;
  const succeeded = () => {
    failures = 0;
    options.say(true, 'polling');
  };
  while (!stopping.aborted) {
    let pauseMs = renewMs;
    try {
      if (await lease.hold()) await pollUnder(lease, stopping, options, succeeded);
      else options.say(true, 'standing by: another process polls');
    } catch (error) {
      pauseMs = retryInMs(error, failures++);
      options.say(false, remedyFor(error));
      log('intake.failed', { platform: 'telegram', error: inOurWords(error), retryInMs: pauseMs });
    }
    await clock.sleep(pauseMs, stopping).catch(() => {});
  }
  await lease.release().catch(() => {});
}

/** Polls while the lease holds; a lease that cannot be renewed is lost. */
async function pollUnder(lease: Lease, stopping: AbortSignal, options: PollOptions, succeeded: () => void) {
  const { signal, end } = linkedAbort(stopping);
  const renewal = renew(lease, options.world.clock, signal).finally(end);
  try {
    await options.telegram.api.deleteWebhook({ drop_pending_updates: false });
    // The first look does not wait, so that what is wrong shows at once.
    for (let patienceS = 0; !signal.aborted; patienceS = waitS) {
      await pollOnce(patienceS, signal, options);
      succeeded();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    end();
    await renewal;
  }
}

async function renew(lease: Lease, clock: World['clock'], signal: AbortSignal): Promise<void> {
  const held = async () => {
    await clock.sleep(renewMs, signal);
    return lease.hold();
  };
  while (await held().catch(() => false));
}

async function pollOnce(patienceS: number, signal: AbortSignal, options: PollOptions): Promise<void> {
  const { telegram, botId, world, read, accept } = options;
  const key = world.keys.platform('telegram', `offset:${botId}`);
  const offset = await world.redis.get(key);
  const updates = await telegram.getUpdates(
    {
      ...(offset !== null && { offset: Number(offset) }),
      timeout: patienceS,
      limit: 100,
      allowed_updates: allowedUpdates,
    },
    signal,
  );
  const batch = updates.map(read).filter(delivery => delivery !== undefined);
  if (batch.length === 0) return;
  const progress = await acceptInOrder(batch, accept);
  await world.redis.set(key, progress.offset, 'EX', offsetLifeS);
  if (progress.stoppedBy) throw progress.stoppedBy.error;
}

function retryInMs(error: unknown, failures: number): number {
  const failure = inOurWords(error);
  const needsSomebody =
    isConflict(error) || (failure instanceof PlatformFailure && failure.kind === 'credentials');
  if (needsSomebody) return slowRetryMs;
  const asked = failure instanceof PlatformFailure ? failure.retryInMs : 0;
  return Math.max(asked, Math.min(firstRetryMs * 2 ** failures, longestRetryMs));
}

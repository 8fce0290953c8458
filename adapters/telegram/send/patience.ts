import type { World } from '../../../src/adapter.ts';
import { PlatformFailure } from '../../../src/errors.ts';
import type { Chat } from '../../../src/message.ts';
import { stillOurs } from '../../../src/still-ours.ts';
import type { WriteKind } from '../../../src/write-budget.ts';
import { chatScope, windowsFor } from './pace.ts';
import type { Outcome } from './writer.ts';

/**
 * How long a write waits for its place in the budget. A growing text needs it when a page is full, and else leaves the
 * state out; a last state goes on for a minute and is then left to a later attempt.
 */
const patienceMs = { growing: 5000, landing: 60_000 } as const satisfies Record<WriteKind, number>;
const firstRetryMs = 1000;
const longestRetryMs = 8000;

/** Does writes: pays for each from the budget that all processes share, and repeats what is worth it. */
export interface Patience {
  /** Pays for one write in advance, at the pace of a growing text; the first one need not keep a pace. */
  ready(first: boolean, signal: AbortSignal): Promise<void>;
  /** Pays for a write that is only made if that costs no wait. */
  spare(): Promise<boolean>;
  /** A run of writes that shares one patience. */
  begin(kind: WriteKind): Insist;
}

/**
 * Repeats `write` until it has landed. Throws `PlatformFailure`: for a growing text at once, for a last state when it
 * is final, or when the patience ends. @returns the message's id
 */
export type Insist = (write: () => Promise<Outcome>) => Promise<number>;

/** @param confirm rejects when the reply is another process's by now */
export function openPatience(
  { clock, log, budget }: Pick<World, 'clock' | 'log' | 'budget'>,
  chat: () => Chat,
  confirm: () => Promise<unknown> = async () => {},
): Patience {
  let paid = false;

  const take = (kind: WriteKind) => budget.take(windowsFor(kind, chat()));

  async function pay(deadline: number): Promise<void> {
    while (!paid) {
      const waitMs = await take('landing');
      if (waitMs === 0) return;
      if (clock.now() + waitMs > deadline)
        throw new PlatformFailure('busy', 'Telegram takes no more messages in this chat for now', waitMs);
      await clock.sleep(waitMs);
    }
    paid = false;
  }

  /** Nobody writes in this chat until Telegram's time is over: insisting makes it longer, up to hours. */
  async function obey({ retryInMs }: PlatformFailure): Promise<void> {
    const scope = chatScope(chat().id);
    log('platform.busy', { platform: 'telegram', scope, retryInMs });
    await budget.block(scope, Math.max(retryInMs, firstRetryMs));
  }

  return {
    async ready(first, signal) {
      while (!paid) {
        const waitMs = await take(first ? 'landing' : 'growing');
        if (waitMs === 0) paid = true;
        else await clock.sleep(waitMs, signal);
      }
      signal.throwIfAborted();
    },
    spare: async () => (await take('growing')) === 0,
    begin(kind) {
      const confirmOurs = stillOurs(clock, confirm);
      const deadline = clock.now() + patienceMs[kind];
      return async write => {
        for (let retryMs = firstRetryMs; ; retryMs = Math.min(retryMs * 2, longestRetryMs)) {
          await pay(deadline);
          await confirmOurs();
          const outcome = await write();
          if (outcome.kind === 'landed') return outcome.messageId;
          const { failure, repeatable } = outcome;
          if (failure.kind === 'busy') await obey(failure);
          if (kind === 'growing') throw failure;
          if (failure.kind === 'busy') continue;
          const again = failure.kind === 'unreachable' && repeatable;
          if (!again || clock.now() + retryMs > deadline) throw failure;
          await clock.sleep(retryMs);
        }
      };
    },
  };
}

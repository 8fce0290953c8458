import type { World } from '../../../src/adapter.ts';
import type { Arrival } from '../../../src/message.ts';
import type { SpaceKeys } from './keys.ts';

/** What is told to the bot in writing; presses are not: who presses waits for the answer. */
export type Told = Exclude<Arrival, { readonly kind: 'press' | 'nothing' }>;

/** Something that happened, on its way to the bot: kept in one step with what it tells of, until it is accepted. */
export interface Delivery {
  /** Process in which it happened, which brings it at once. */
  readonly by: string;
  /** Unix ms. */
  readonly at: number;
  readonly arrival: Told;
}

/** A delivery as Redis has it. */
export interface Waiting extends Delivery {
  readonly raw: string;
}

/** More are looked at the next time. */
const lookedAtOnce = 100;

export interface Inbox {
  /** Wraps what happened for a script that keeps it. */
  wrap(arrival: Told): string;
  /** What waits, oldest first. */
  waiting(): Promise<readonly Waiting[]>;
  /** It was accepted. Nothing happens when another process has said so. */
  settle(delivery: Waiting): Promise<void>;
}

export function openInbox(world: Pick<World, 'redis' | 'clock' | 'processId'>, keys: SpaceKeys): Inbox {
  const { redis, clock, processId } = world;
  return {
    wrap(arrival) {
      const delivery: Delivery = { by: processId, at: clock.now(), arrival };
      return JSON.stringify(delivery);
    },
    async waiting() {
      const texts = await redis.lrange(keys.inbox, 0, lookedAtOnce - 1);
      return texts.map(raw => ({ ...(JSON.parse(raw) as Delivery), raw }));
    },
    async settle({ raw }) {
      await redis.lrem(keys.inbox, 1, raw);
    },
  };
}

import { z } from 'zod';
import type { World } from '../../src/adapter.ts';
import { digestOf } from '../../src/digest.ts';
import { jsonOf } from '../../src/json.ts';
import { sealed } from '../../src/sealed.ts';
import { Secret } from '../../src/secret.ts';
import { type App, isOfDingtalk } from './app.ts';

/** One that ends within this time may be dead when the answer arrives, milliseconds. */
const leastMs = 10_000;
/** They live 90 minutes; a message that promises more is believed so far, milliseconds. */
const longestMs = 24 * 60 * 60_000;

const kept = z.object({ url: z.string(), expiresAt: z.number() });

/**
 * Session webhooks: addresses that came with messages and take an answer without a token, for 90 minutes. Who has one
 * can write into the chat, so Redis has them encrypted, for as long as they live, under a name that tells
 * nothing of the place: the answer to `/forget-me` takes one.
 */
export interface Sessions {
  /**
   * A place is a chat, or a person for what is told to them alone. The address of a foreign host is not kept: a forged
   * message would have us call it.
   * @param expiresAt Unix ms
   */
  keep(places: readonly string[], url: string, expiresAt: number): Promise<void>;
  /** One that lives and is DingTalk's; it is in no log and no error. */
  find(place: string): Promise<Secret | undefined>;
}

export function openSessions(world: Pick<World, 'redis' | 'keys' | 'clock'>, app: App): Sessions {
  const { redis, keys, clock } = world;
  const seal = sealed(app.clientSecret, 'session webhook');
  const keyOf = (place: string) => keys.platform('dingtalk', `session:${digestOf(place)}`);

  const isGood = (url: string, expiresAt: number) =>
    expiresAt - clock.now() >= leastMs && isOfDingtalk(app, url);

  return {
    async keep(places, url, expiresAt) {
      if (!isGood(url, expiresAt)) return;
      const box = seal.close(JSON.stringify({ url, expiresAt }));
      const lifeMs = Math.min(Math.ceil(expiresAt - clock.now()), longestMs);
      // One after the other on the same connection: they leave together.
      await Promise.all(places.map(place => redis.set(keyOf(place), box, 'PX', lifeMs)));
    },
    async find(place) {
      const box = await redis.get(keyOf(place));
      const session = kept.safeParse(jsonOf((box !== null && seal.open(box)) || '')).data;
      return session && isGood(session.url, session.expiresAt) ? new Secret(session.url) : undefined;
    },
  };
}

import { createHash } from 'node:crypto';
import type { World } from '../../src/adapter.ts';
import { sealed } from '../../src/sealed.ts';
import type { App } from './app.ts';

/** Who was silent for so long is met anew with the next message, seconds: 90 days. */
const rememberedS = 90 * 24 * 60 * 60;

/**
 * Whom the bot has met. A quotation names its author by an encrypted id only, by which no rule knows a member of the
 * organisation; a message of that person tells both ids. Redis has neither in clear.
 */
export interface Acquaintances {
  /** What a message has told; for all processes. */
  note(encryptedId: string, personId: string): Promise<void>;
  /** The id by which rules name this person; undefined for who never spoke to the bot. */
  idOf(encryptedId: string): Promise<string | undefined>;
}

export function openAcquaintances(
  { redis, keys }: Pick<World, 'redis' | 'keys'>,
  { clientSecret }: Pick<App, 'clientSecret'>,
): Acquaintances {
  const seal = sealed(clientSecret, 'acquaintance');
  const keyOf = (encryptedId: string) => {
    const digest = createHash('sha256').update(encryptedId).digest('hex').slice(0, 32);
    return keys.platform('dingtalk', `acquaintance:${digest}`);
  };
  return {
    async note(encryptedId, personId) {
      await redis.set(keyOf(encryptedId), seal.close(personId), 'EX', rememberedS);
    },
    async idOf(encryptedId) {
      const box = await redis.get(keyOf(encryptedId));
      return box === null ? undefined : seal.open(box);
    },
  };
}

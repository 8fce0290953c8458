import { hash, randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import type { Secret } from '../secret.ts';

/** How long who logged in may stay, milliseconds. */
export const sessionMs = 12 * 3_600_000;

/** Who is logged in. */
export interface Sessions {
  /** @returns the id of a new session: a secret of the browser's */
  begin(): Promise<string>;
  isOpen(id: string): Promise<boolean>;
  /** Ends it everywhere; streams of this process that go on with it end at once. */
  end(id: string): Promise<void>;
  /** Calls back when the session is ended in this process. @returns what takes this back */
  onEnd(id: string, ended: () => void): () => void;
}

/**
 * Sessions in Redis, under a digest: what Redis holds opens nothing. The token is part of it, so that a new token ends
 * all sessions of the old one.
 */
export function openSessions(redis: Redis, keys: Keys, token: Secret): Sessions {
  const salt = token.fingerprint('console session');
  const keyOf = (id: string) => keys.consoleSession(hash('sha256', `${salt} ${id}`));
  const listeners = new Map<string, Set<() => void>>();
  return {
    async begin() {
      const id = randomBytes(32).toString('base64url');
      await redis.set(keyOf(id), '1', 'PX', sessionMs);
      return id;
    },
    isOpen: async id => id !== '' && (await redis.exists(keyOf(id))) === 1,
    async end(id) {
      await redis.del(keyOf(id));
      for (const ended of listeners.get(id) ?? []) ended();
    },
    onEnd(id, ended) {
      const others = listeners.get(id) ?? new Set();
      listeners.set(id, others.add(ended));
      return () => {
        others.delete(ended);
        if (others.size === 0) listeners.delete(id);
      };
    },
  };
}

import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { abortable } from '../abortable.ts';
import type { Clock } from '../clock.ts';
import type { Keys } from '../keys.ts';
import { sealed } from '../sealed.ts';
import { Secret } from '../secret.ts';
import { openLease } from './lease.ts';
import { script } from './script.ts';

/** An access token that all processes share. */
export interface SharedToken {
  /** A token that the vendor has not refused yet. Throws what `TokenSource.request` throws. */
  current(signal: AbortSignal): Promise<Secret>;
  /** The vendor refused this one: the next call of any process fetches another, unless that has happened already. */
  refused(token: Secret): Promise<void>;
}

/** A token as the vendor has just given it. */
export interface FreshToken {
  readonly token: Secret;
  readonly expiresInMs: number;
}

/** Where a token comes from. */
export interface TokenSource {
  /** Names the account among all others, without telling its secret. */
  readonly account: string;
  /** Encrypts the token in Redis, which never sees this secret. */
  readonly secret: Secret;
  /** Asks the vendor, once. */
  request(signal: AbortSignal): Promise<FreshToken>;
  /** What is thrown when the vendor is silent for 10 s. */
  silent(): Error;
  /** Told of each new token. */
  renewed(expiresInMs: number): void;
}

const dropToken = script(new URL('./drop-token.lua', import.meta.url));

/** Milliseconds for the vendor to give a token. */
const requestTimeoutMs = 10_000;
/** Longer than a request may take: the lease of a process that lives does not run out. */
const leaseMs = 15_000;
/** Milliseconds between two looks for the token that another process fetches. */
const lookMs = 100;
/** Share of a token's life after which it is replaced. */
const usableShare = 0.9;
/** How long a process believes what it has read; a token that was refused elsewhere meanwhile is refused here too. */
const memoryMs = 5_000;

/** What lives longer, so it says, is asked for anew all the same, milliseconds: Redis counts no further than it can. */
const longestLifeMs = 366 * 86_400_000;

/**
 * One token for one account, kept in Redis, encrypted, for 90 % of its life. Where there is none, one process fetches it
 * under a lease while the others look for it.
 */
export function sharedToken(
  source: TokenSource,
  world: { readonly redis: Redis; readonly keys: Keys; readonly clock: Clock },
): SharedToken {
  const { redis, keys, clock } = world;
  const seal = sealed(source.secret, `access token ${source.account}`);
  const tokenKey = keys.accessToken(source.account);
  let fetching: Promise<Secret> | undefined;
  let remembered: { token: Secret; until: number } | undefined;
  /** Not remembered any more: who reads it until it is dropped would bring it back. */
  let lastRefused: Secret | undefined;

  async function kept(): Promise<{ token: Secret; box: string } | undefined> {
    const box = await redis.get(tokenKey);
    const value = box === null ? undefined : seal.open(box);
    return box === null || value === undefined ? undefined : { token: new Secret(value), box };
  }

  /** What Redis has; while it is away, what it had last: the vendor tells whether that is still good. */
  async function known(): Promise<Secret | undefined> {
    try {
      return (await kept())?.token;
    } catch (error) {
      if (!remembered) throw error;
      return remembered.token;
    }
  }

  async function fetchAnew(): Promise<Secret> {
    const late = source.silent();
    const cut = new AbortController();
    const alarm = clock.sleep(requestTimeoutMs, cut.signal).then(() => Promise.reject(late));
    const fresh = source.request(cut.signal);
    const { token, expiresInMs } = await Promise.race([fresh, alarm]).finally(() => cut.abort(late));
    const usableMs = Math.ceil(Math.min(expiresInMs, longestLifeMs) * usableShare);
    await redis.set(tokenKey, seal.close(token.reveal()), 'PX', usableMs);
    source.renewed(expiresInMs);
    return token;
  }

  function remember(token: Secret): Secret {
    if (!lastRefused?.equals(token.reveal())) remembered = { token, until: clock.now() + memoryMs };
    return token;
  }

  /** Until there is a token, by this process or another. */
  async function obtain(): Promise<Secret> {
    const lease = openLease(redis, keys.lease(`access-token:${source.account}`), randomUUID(), leaseMs);
    for (;;) {
      if (await lease.hold()) {
        try {
          // Another process may have put it there between our look and our lease.
          return (await kept())?.token ?? (await fetchAnew());
        } finally {
          await lease.release();
        }
      }
      await clock.sleep(lookMs);
      const other = await kept();
      if (other) return other.token;
    }
  }

  return {
    async current(signal) {
      if (remembered && clock.now() < remembered.until) return remembered.token;
      const token = await known();
      if (token) return remember(token);
      // Shared by all calls of this process, so that a refusal is asked for once, too; no single caller may abort it.
      fetching ??= obtain().finally(() => {
        fetching = undefined;
      });
      return remember(await abortable(fetching, signal));
    },
    async refused(token) {
      lastRefused = token;
      if (remembered?.token.equals(token.reveal())) remembered = undefined;
      const current = await kept();
      if (current?.token.equals(token.reveal())) await dropToken(redis, [tokenKey], [current.box]);
    },
  };
}

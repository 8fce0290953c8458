import type { Redis } from 'ioredis';
import type { Dispatcher } from 'undici';
import type { Clock } from '../../clock.ts';
import { ModelFailure } from '../../errors.ts';
import type { Keys } from '../../keys.ts';
import type { Log } from '../../log.ts';
import { type SharedToken, sharedToken } from '../../redis/shared-token.ts';
import { type Credentials, requestToken } from './request-token.ts';

/** The token that all processes with this account share. `current` throws `ModelFailure` (`credentials`, `unavailable`). */
export function accessTokens(
  credentials: Credentials,
  world: {
    readonly redis: Redis;
    readonly keys: Keys;
    readonly dispatcher: Dispatcher;
    readonly clock: Clock;
    readonly log: Log;
  },
): SharedToken {
  const { baseUrl, apiKey, secretKey } = credentials;
  const { dispatcher, log } = world;
  const name = secretKey.fingerprint(`access token ${apiKey.reveal()} ${baseUrl}`);
  const source = {
    account: name,
    secret: secretKey,
    request: (signal: AbortSignal) => requestToken(credentials, dispatcher, signal),
    silent: () => new ModelFailure('unavailable', "ERNIE's token endpoint was silent for 10 s."),
    renewed: (expiresInMs: number) => log('model.token-renewed', { account: name, expiresInMs }),
  };
  return sharedToken(source, world);
}

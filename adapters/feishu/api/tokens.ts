import type { Dispatcher } from 'undici';
import type { World } from '../../../src/adapter.ts';
import { PlatformFailure } from '../../../src/errors.ts';
import { type SharedToken, sharedToken } from '../../../src/redis/shared-token.ts';
import { unsharedToken } from '../../../src/unshared-token.ts';
import type { App } from '../app.ts';
import { requestToken } from './request-token.ts';

/** Where access tokens come from. */
export type Tokens = SharedToken;

/** One token for all processes, in Redis. */
export function sharedTokens(app: App, world: Pick<World, 'redis' | 'keys' | 'clock' | 'log'>) {
  return (dispatcher: Dispatcher): Tokens =>
    sharedToken(
      {
        account: app.appSecret.fingerprint(`feishu ${app.appId} ${app.domain}`),
        secret: app.appSecret,
        request: signal => requestToken(app, dispatcher, signal),
        silent: () => new PlatformFailure('unreachable', 'Feishu gave no access token for 10 s.'),
        renewed: expiresInMs => world.log('platform.token-renewed', { platform: 'feishu', expiresInMs }),
      },
      world,
    );
}

/** A token for who has no Redis. */
export function ownToken(app: App) {
  return (dispatcher: Dispatcher): Tokens => unsharedToken(signal => requestToken(app, dispatcher, signal));
}

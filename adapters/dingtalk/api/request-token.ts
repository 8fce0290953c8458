import type { Dispatcher } from 'undici';
import { PlatformFailure } from '../../../src/errors.ts';
import type { FreshToken } from '../../../src/redis/shared-token.ts';
import { Secret } from '../../../src/secret.ts';
import type { App } from '../app.ts';
import { tokenAnswer } from '../wire.ts';
import { exchange } from './exchange.ts';

const path = '/v1.0/oauth2/accessToken';

/**
 * Asks for an access token, once: no call that DingTalk counts. Whatever it refuses here is about id and secret:
 * `PlatformFailure` of kind `credentials`.
 */
export async function requestToken(
  app: App,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<FreshToken> {
  const given = await exchange({
    app,
    dispatcher,
    method: 'POST',
    url: app.apiBase + path,
    name: `POST ${path}`,
    body: { appKey: app.clientId, appSecret: app.clientSecret.reveal() },
    signal,
  }).catch((error: unknown) => {
    if (!(error instanceof PlatformFailure)) throw error;
    const { kind, message } = error;
    throw kind === 'busy' || kind === 'unreachable'
      ? new PlatformFailure('unreachable', `DingTalk gives no access token for now: ${message}`)
      : new PlatformFailure('credentials', `DingTalk refuses the client id or its secret: ${message}`);
  });
  const { data } = tokenAnswer.safeParse(given);
  if (!data) throw new PlatformFailure('unreachable', 'DingTalk gave an answer without an access token.');
  return { token: new Secret(data.accessToken), expiresInMs: data.expireIn * 1000 };
}

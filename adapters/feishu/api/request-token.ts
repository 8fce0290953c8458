import type { Dispatcher } from 'undici';
import { PlatformFailure } from '../../../src/errors.ts';
import type { FreshToken } from '../../../src/redis/shared-token.ts';
import { Secret } from '../../../src/secret.ts';
import type { App } from '../app.ts';
import { tokenAnswer } from '../wire.ts';
import { exchange } from './exchange.ts';

/**
 * Asks for a tenant access token, once. Whatever Feishu refuses here is about id and secret: `PlatformFailure` of kind
 * `credentials`.
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
    path: '/open-apis/auth/v3/tenant_access_token/internal',
    headers: {},
    body: { app_id: app.appId, app_secret: app.appSecret.reveal() },
    signal,
    secrets: [],
  }).catch((error: unknown) => {
    if (!(error instanceof PlatformFailure) || error.kind !== 'refused') throw error;
    throw new PlatformFailure('credentials', `Feishu refuses the app id or its secret: ${error.message}`);
  });
  const { data } = tokenAnswer.safeParse(given);
  if (!data) throw new PlatformFailure('unreachable', 'Feishu gave an answer without an access token.');
  return { token: new Secret(data.tenant_access_token), expiresInMs: data.expire * 1000 };
}

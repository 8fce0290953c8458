import type { Dispatcher } from 'undici';
import { ModelFailure } from '../../errors.ts';
import type { FreshToken } from '../../redis/shared-token.ts';
import { Secret } from '../../secret.ts';
import { frames } from '../exchange/frames.ts';
import { post } from '../exchange/http.ts';
import { failureOf, type Refusal, refusalOfStatus } from '../exchange/refusal.ts';
import { advice, kindOfCode } from './failures.ts';
import { refusalShape, tokenShape } from './wire.ts';

/** What an access token is asked for with, and where. */
export interface Credentials {
  readonly baseUrl: string;
  readonly apiKey: Secret;
  readonly secretKey: Secret;
}

/** OAuth's words for "not you, us" (RFC 6749, 4.1.2.1); every other word of this endpoint is about the keys. */
const transientWords = ['server_error', 'temporarily_unavailable'];

function refusalIn(value: unknown): Refusal | undefined {
  const { data } = refusalShape.safeParse(value);
  if (!data) return undefined;
  if (/^\d+$/.test(data.code)) return { kind: kindOfCode(data.code), ...data };
  return { kind: transientWords.includes(data.code) ? 'unavailable' : 'credentials', ...data };
}

/**
 * Asks the vendor for an access token, once. Throws `ModelFailure`: `credentials` when the keys are refused,
 * `unavailable` when there is no understandable answer. The keys travel in the query and are in no error.
 */
export async function requestToken(
  { baseUrl, apiKey, secretKey }: Credentials,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<FreshToken> {
  const secrets = [apiKey.reveal(), secretKey.reveal()];
  const query = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: apiKey.reveal(),
    client_secret: secretKey.reveal(),
  });
  const url = `${baseUrl}/oauth/2.0/token?${query}`;
  const response = await post(dispatcher, { url, headers: {}, body: {} }, signal);
  const failure = (refusal: Refusal) =>
    failureOf(refusal, { vendor: "ERNIE's token endpoint", headers: response.headers, advice, secrets });
  let complete = false;
  try {
    for await (const frame of frames(response.bytes)) {
      if (!('value' in frame)) continue;
      const refusal = refusalIn(frame.value);
      if (refusal) throw failure(refusal);
      const { data } = tokenShape.safeParse(frame.value);
      if (data) return { token: new Secret(data.access_token), expiresInMs: data.expires_in * 1000 };
    }
    complete = true;
  } finally {
    response.release(complete);
  }
  if (response.status !== 200) throw failure(refusalOfStatus(response.status));
  throw new ModelFailure('unavailable', "ERNIE's token endpoint gave an answer without a token.");
}

import { Refusal } from './vocabulary.ts';

/** The access tokens of V1: issued for the right keys, refused when unknown, expired or revoked. */
export class AccessTokens {
  readonly lifeS: number;
  /** How often a token was asked for, also in vain. */
  requests = 0;
  readonly #keys: { readonly apiKey: string; readonly secretKey: string };
  readonly #expiries = new Map<string, number>();

  constructor(keys: { apiKey: string; secretKey: string }, lifeS: number) {
    this.#keys = keys;
    this.lifeS = lifeS;
  }

  /** The body of the token endpoint's reply to these parameters at `nowMs`; throws a `Refusal` with OAuth's words. */
  issue(parameters: URLSearchParams, nowMs: number): Record<string, unknown> {
    this.requests += 1;
    const client = parameters.get('client_id');
    const secret = parameters.get('client_secret');
    if (parameters.get('grant_type') !== 'client_credentials' || !client || !secret) {
      throw new Refusal('invalid_request', 'The request is missing a required parameter', { status: 400 });
    }
    if (client !== this.#keys.apiKey) {
      throw new Refusal('invalid_client', 'unknown client id', { status: 401 });
    }
    if (secret !== this.#keys.secretKey) {
      throw new Refusal('invalid_client', 'Client authentication failed', { status: 401 });
    }
    const token = `24.simulated.${this.requests}`;
    this.#expiries.set(token, nowMs + this.lifeS * 1000);
    return {
      access_token: token,
      expires_in: this.lifeS,
      refresh_token: `25.simulated.${this.requests}`,
      scope: 'public wenxinworkshop',
      session_key: 'simulated',
      session_secret: 'simulated',
    };
  }

  /** The code with which V1 refuses this token at `nowMs`; undefined: it is good. */
  refusal(token: string | null, nowMs: number): 100 | 110 | 111 | undefined {
    if (!token) return 100;
    const expiry = this.#expiries.get(token);
    if (expiry === undefined) return 110;
    return expiry <= nowMs ? 111 : undefined;
  }

  /** Makes every token issued so far an expired one. */
  expireAll(): void {
    for (const token of this.#expiries.keys()) this.#expiries.set(token, 0);
  }
}

import { newId } from './ids.ts';
import { bad, Refusal } from './refusal.ts';

/** The access tokens. open.dingtalk.com: obtain the accessToken of an internal application */
export class Tokens {
  readonly #app: { readonly clientId: string; readonly clientSecret: string };
  readonly #lifeS: number;
  readonly #now: () => number;
  readonly #expiries = new Map<string, number>();
  #last = '';

  constructor(app: { clientId: string; clientSecret: string }, lifeS: number, now: () => number) {
    this.#app = app;
    this.#lifeS = lifeS;
    this.#now = now;
  }

  /** Do these belong together? */
  knows(clientId: unknown, clientSecret: unknown): boolean {
    return clientId === this.#app.clientId && clientSecret === this.#app.clientSecret;
  }

  /** The last token while it lives, or else a new one; life in seconds. */
  issue(): { readonly token: string; readonly lifeS: number } {
    const now = this.#now();
    if ((this.#expiries.get(this.#last) ?? 0) <= now) {
      this.#last = newId();
      this.#expiries.set(this.#last, now + this.#lifeS * 1000);
    }
    const leftMs = (this.#expiries.get(this.#last) ?? 0) - now;
    return { token: this.#last, lifeS: Math.round(leftMs / 1000) };
  }

  /** @throws Refusal for a call without a token, with an unknown one, or with one that has expired: HTTP 400, as seen in public. */
  check(token: unknown): void {
    if (typeof token !== 'string' || token === '')
      throw bad('MissingAccessToken', 'x-acs-dingtalk-access-token is missing');
    if ((this.#expiries.get(token) ?? 0) <= this.#now())
      throw new Refusal('InvalidAuthentication', '不合法的access_token');
  }

  /** Every token issued so far is unknown from now on. */
  expire(): void {
    this.#expiries.clear();
  }
}

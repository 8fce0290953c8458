import { newId } from './ids.ts';
import { Refusal } from './refusal.ts';
import type { Wire } from './words.ts';

/** A new token is issued when the last one lives shorter than this. */
const reuseMs = 30 * 60_000;

/** The tenant access tokens. open.feishu.cn/document: server-docs/authentication-management/access-token */
export class Tokens {
  readonly #app: { readonly appId: string; readonly appSecret: string };
  readonly #lifeS: number;
  readonly #now: () => number;
  readonly #expiries = new Map<string, number>();
  #last = '';

  constructor(app: { appId: string; appSecret: string }, lifeS: number, now: () => number) {
    this.#app = app;
    this.#lifeS = lifeS;
    this.#now = now;
  }

  /** The last token while it lives long enough, or else a new one. @throws Refusal, with HTTP 200 as the vendor does */
  issue(appId: unknown, appSecret: unknown): Wire {
    if (appId !== this.#app.appId) throw new Refusal(10003, 'invalid param', { status: 200 });
    if (appSecret !== this.#app.appSecret) throw new Refusal(10014, 'app secret invalid', { status: 200 });
    const now = this.#now();
    if ((this.#expiries.get(this.#last) ?? 0) < now + reuseMs) {
      this.#last = newId('t-');
      this.#expiries.set(this.#last, now + this.#lifeS * 1000);
    }
    const leftMs = (this.#expiries.get(this.#last) ?? 0) - now;
    return { tenant_access_token: this.#last, expire: Math.round(leftMs / 1000) };
  }

  /** @throws Refusal for a call without a token, with an unknown one, or with one that has expired. */
  check(authorization = ''): void {
    const token = authorization.match(/^Bearer (\S+)$/)?.[1];
    if (!token) throw new Refusal(99991661, 'Missing access token for authorization.');
    const expiry = this.#expiries.get(token);
    if (expiry === undefined) throw new Refusal(99991663, 'Invalid access token for authorization.');
    if (expiry <= this.#now()) throw new Refusal(99991677, 'Authentication token expired.');
  }

  /** Every token issued so far is unknown from now on. */
  expire(): void {
    this.#expiries.clear();
  }
}

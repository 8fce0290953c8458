import { Refusal } from './refusal.ts';

/** How much is too much. `Infinity` lifts a limit. */
export interface LimitSettings {
  /** Calls of one API in any second, and in any minute. */
  readonly apiPerSecond: number;
  readonly apiPerMinute: number;
  /** Operations on one card in any second. */
  readonly cardPerSecond: number;
  /** Messages to one person or one group in any second. */
  readonly chatPerSecond: number;
  /** PATCHes of one message in any second. */
  readonly patchPerSecond: number;
}

/** open.feishu.cn/document: rate limits of im-v1 and cardkit-v1. */
export const usualLimits: LimitSettings = {
  apiPerSecond: 50,
  apiPerMinute: 1000,
  cardPerSecond: 10,
  chatPerSecond: 5,
  patchPerSecond: 5,
};

/** As much as one likes. */
export const noLimits: LimitSettings = {
  apiPerSecond: Number.POSITIVE_INFINITY,
  apiPerMinute: Number.POSITIVE_INFINITY,
  cardPerSecond: Number.POSITIVE_INFINITY,
  chatPerSecond: Number.POSITIVE_INFINITY,
  patchPerSecond: Number.POSITIVE_INFINITY,
};

/** Counts calls in sliding windows: no boundary lets twice as many through. A refused call does not count. */
export class Limits {
  readonly #settings: LimitSettings;
  readonly #now: () => number;
  readonly #windows = new Map<string, number[]>();

  constructor(settings: LimitSettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
  }

  /** @throws Refusal 99991400 with the seconds to wait. */
  call(api: string): void {
    const { apiPerSecond, apiPerMinute } = this.#settings;
    const waitMs = Math.max(
      this.#waitMs(`minute ${api}`, apiPerMinute, 60_000),
      this.#waitMs(`second ${api}`, apiPerSecond, 1000),
    );
    if (waitMs > 0) throw tooManyCalls(waitMs / 1000, waitMs > 1000 ? apiPerMinute : apiPerSecond);
    this.#count(`minute ${api}`);
    this.#count(`second ${api}`);
  }

  /** @throws Refusal 99991400, here with HTTP 400: the vendor sends both. */
  card(id: string): void {
    const { cardPerSecond } = this.#settings;
    const waitMs = this.#waitMs(id, cardPerSecond, 1000);
    if (waitMs > 0) throw tooManyCalls(waitMs / 1000, cardPerSecond, 400);
    this.#count(id);
  }

  /** @throws Refusal 230020. */
  chat(id: string): void {
    this.#slow(id, this.#settings.chatPerSecond);
  }

  /** @throws Refusal 230020. */
  patch(messageId: string): void {
    this.#slow(messageId, this.#settings.patchPerSecond);
  }

  #slow(key: string, limit: number): void {
    if (this.#waitMs(key, limit, 1000) > 0) throw tooFrequent();
    this.#count(key);
  }

  #waitMs(key: string, limit: number, spanMs: number): number {
    if (limit === Number.POSITIVE_INFINITY) return 0;
    const now = this.#now();
    const recent = (this.#windows.get(key) ?? []).filter(time => time > now - spanMs);
    this.#windows.set(key, recent);
    const blocking = recent[recent.length - limit];
    return blocking === undefined ? 0 : blocking + spanMs - now;
  }

  #count(key: string): void {
    this.#windows.get(key)?.push(this.#now());
  }
}

/** The 99991400 of an application that calls too often; it may call again after `waitS`. */
export const tooManyCalls = (waitS: number, limit = 50, status = 429): Refusal =>
  new Refusal(99991400, 'request trigger frequency limit', {
    status,
    headers: { 'x-ogw-ratelimit-limit': String(limit), 'x-ogw-ratelimit-reset': String(Math.ceil(waitS)) },
  });

/** The 230020 of a chat, a person or a message that gets too much. */
export const tooFrequent = (): Refusal =>
  new Refusal(230020, 'The operation triggers the frequency limit, ext=message frequency limit');

import { tooFast } from './refusal.ts';

/** How much is too much. `Infinity` lifts a limit. */
export interface LimitSettings {
  /** Calls of one API in any second. */
  readonly apiPerSecond: number;
  /** UTF-8 bytes of a card's content; the vendor's documentation says 3 K, what runs in public sends far more. */
  readonly cardBytes: number;
  /** UTF-8 bytes of a robot message's `msgParam`. */
  readonly msgParamBytes: number;
}

/** open.dingtalk.com: limits of the standard edition. */
export const usualLimits: LimitSettings = { apiPerSecond: 20, cardBytes: 20_000, msgParamBytes: 15_000 };

/** As often as one likes; what is too large stays too large. */
export const noLimits: LimitSettings = { ...usualLimits, apiPerSecond: Number.POSITIVE_INFINITY };

/** Counts calls in a sliding window: no boundary lets twice as many through. A refused call does not count. */
export class Limits {
  readonly settings: LimitSettings;
  readonly #now: () => number;
  readonly #windows = new Map<string, number[]>();

  constructor(settings: LimitSettings, now: () => number) {
    this.settings = settings;
    this.#now = now;
  }

  /** @throws Refusal `QpsLimitForAppkeyAndApi`. */
  call(api: string): void {
    const now = this.#now();
    const recent = (this.#windows.get(api) ?? []).filter(time => time > now - 1000);
    this.#windows.set(api, recent);
    if (recent.length >= this.settings.apiPerSecond) throw tooFast('app');
    recent.push(now);
  }
}

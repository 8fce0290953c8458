import { spent, spentMessages } from './refusal.ts';

/** What an organisation may use in a month. `Infinity` lifts a limit. */
export interface MonthlySettings {
  readonly calls: number;
  /** Messages through session webhooks. */
  readonly messages: number;
}

/** The standard edition since 2025-11-19. */
export const usualMonthly: MonthlySettings = { calls: 5000, messages: 3000 };

/** As much as one likes. */
export const noMonthly: MonthlySettings = {
  calls: Number.POSITIVE_INFINITY,
  messages: Number.POSITIVE_INFINITY,
};

/** What was used in the present month, which begins in China. What is refused for the quota is not counted. */
export class Quota {
  readonly #settings: MonthlySettings;
  readonly #now: () => number;
  #month = '';
  #used = { calls: 0, messages: 0 };

  constructor(settings: MonthlySettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
  }

  get used(): { readonly calls: number; readonly messages: number } {
    const month = new Date(this.#now() + 8 * 3_600_000).toISOString().slice(0, 7);
    if (month !== this.#month) {
      this.#month = month;
      this.#used = { calls: 0, messages: 0 };
    }
    return { ...this.#used };
  }

  /** @throws Refusal `ApiCountLimitForOrg`. */
  call(): void {
    if (this.used.calls >= this.#settings.calls) throw spent();
    this.#used.calls += 1;
  }

  /** @throws Refusal of the session webhook. */
  message(): void {
    if (this.used.messages >= this.#settings.messages) throw spentMessages();
    this.#used.messages += 1;
  }
}

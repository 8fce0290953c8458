import { SlidingWindow } from './sliding-window.ts';

const minuteMs = 60_000;

/** The rate limit of one API: calls begun in any second, and what its headers tell about the minute. */
export class Rate {
  readonly #qps: number;
  readonly #window: SlidingWindow;
  #recent: { time: number; tokens: number }[] = [];

  /** `qps` may be `Infinity`; calls and tokens per minute follow from it as at the vendor's: × 60 and × 60 000. */
  constructor(qps: number) {
    this.#qps = qps;
    this.#window = new SlidingWindow(qps, 1000);
  }

  /** Whether a call may begin now. */
  admit(nowMs: number): boolean {
    return this.#window.admit(nowMs);
  }

  /** Counts an answered call and returns the headers that go with it; none where there is no limit. */
  headers(nowMs: number, tokens: number): Record<string, string> {
    if (this.#qps === Number.POSITIVE_INFINITY) return {};
    this.#recent = this.#recent.filter(call => call.time > nowMs - minuteMs);
    this.#recent.push({ time: nowMs, tokens });
    const spent = this.#recent.reduce((sum, call) => sum + call.tokens, 0);
    const requests = this.#qps * 60;
    const allTokens = this.#qps * 60_000;
    return {
      'x-ratelimit-limit-requests': String(requests),
      'x-ratelimit-limit-tokens': String(allTokens),
      'x-ratelimit-remaining-requests': String(Math.max(0, requests - this.#recent.length)),
      'x-ratelimit-remaining-tokens': String(Math.max(0, allTokens - spent)),
    };
  }
}

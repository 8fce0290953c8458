import { SlidingWindow } from './sliding-window.ts';
import type { Limit } from './vocabulary.ts';

const minuteMs = 60_000;

/** The limits of one API; `Infinity` is none. */
export interface RateLimits {
  /** Calls begun in any second. */
  readonly qps: number;
  /** Calls begun in any minute. */
  readonly rpm: number;
  /** Tokens of prompts and answers in any minute. */
  readonly tpm: number;
}

/** The rate limit of one API. A refused call does not count against later ones. */
export class Rate {
  readonly #told: { readonly requests: number; readonly tokens: number };
  readonly #second: SlidingWindow;
  readonly #minute: SlidingWindow;
  readonly #tokens: SlidingWindow;

  /** Where only `qps` is limited, the headers tell what follows from it as at the vendor's: × 60 and × 60 000. */
  constructor({ qps, rpm, tpm }: RateLimits) {
    this.#told = { requests: Math.min(rpm, qps * 60), tokens: Math.min(tpm, qps * 60_000) };
    this.#second = new SlidingWindow(qps, 1000);
    this.#minute = new SlidingWindow(rpm, minuteMs);
    this.#tokens = new SlidingWindow(tpm, minuteMs);
  }

  /** Lets a call begin at `nowMs`, or tells which limit it is over. */
  begin(nowMs: number): Limit | undefined {
    if (this.#minute.left(nowMs) === 0) return 'requests';
    if (this.#second.left(nowMs) === 0) return 'second';
    this.#minute.add(nowMs);
    this.#second.add(nowMs);
    return undefined;
  }

  /** Whether the minute has room for a prompt of so many tokens. */
  hasRoomFor(tokens: number, nowMs: number): boolean {
    return this.#tokens.left(nowMs) >= tokens;
  }

  /** Counts the tokens of an answered call. */
  spend(tokens: number, nowMs: number): void {
    this.#tokens.add(nowMs, tokens);
  }

  /** What the headers tell of each limit of a minute that there is. */
  headers(nowMs: number): Record<string, string> {
    const { requests, tokens } = this.#told;
    return {
      ...told('requests', requests, this.#minute.used(nowMs)),
      ...told('tokens', tokens, this.#tokens.used(nowMs)),
    };
  }
}

function told(what: string, limit: number, used: number): Record<string, string> {
  if (limit === Number.POSITIVE_INFINITY) return {};
  return {
    [`x-ratelimit-limit-${what}`]: String(limit),
    [`x-ratelimit-remaining-${what}`]: String(Math.max(0, limit - used)),
  };
}

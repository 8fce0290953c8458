import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';

/** A value that prints as `[redacted]` wherever it is logged, serialised or joined into a text. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself: for the one place that sends it. */
  reveal(): string {
    return this.#value;
  }

  /** Compares in constant time. */
  equals(candidate: string): boolean {
    const digest = (text: string) => createHash('sha256').update(text).digest();
    return timingSafeEqual(digest(this.#value), digest(candidate));
  }

  /** A stable name for this secret that does not tell it, 16 hexadecimal digits. */
  fingerprint(purpose: string): string {
    return createHmac('sha256', this.#value).update(purpose).digest('hex').slice(0, 16);
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }

  [inspect.custom](): string {
    return '[redacted]';
  }
}

/** A text of somebody else's without these secrets, should it repeat one. */
export const redacted = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);

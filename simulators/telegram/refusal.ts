import type { Wire } from './words.ts';

const prefixes: Record<number, string> = {
  400: 'Bad Request: ',
  403: 'Forbidden: ',
  409: 'Conflict: ',
  429: 'Too Many Requests: ',
};

/** A call that the Bot API answers with `ok: false`; `code` is also the HTTP status. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: Wire | undefined;

  constructor(code: number, reason: string, parameters?: Wire) {
    super((prefixes[code] ?? '') + reason);
    this.code = code;
    this.parameters = parameters;
  }
}

/** The 400 that begins with `Bad Request: `. */
export const badRequest = (reason: string): Refusal => new Refusal(400, reason);

/** The 429 that asks to wait `seconds`. */
export const tooManyRequests = (seconds: number): Refusal =>
  new Refusal(429, `retry after ${seconds}`, { retry_after: seconds });

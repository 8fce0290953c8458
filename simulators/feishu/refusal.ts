import type { Wire } from './words.ts';

/** A call that the open platform refuses: `code` and `msg` in the body, HTTP 400 unless told. */
export class Refusal extends Error {
  readonly code: number;
  readonly status: number;
  readonly headers: Record<string, string>;
  /** What `error` tells besides the log id. */
  readonly details: Wire;

  constructor(
    code: number,
    msg: string,
    {
      status = 400,
      headers = {},
      details = {},
    }: { status?: number; headers?: Record<string, string>; details?: Wire } = {},
  ) {
    super(msg);
    this.code = code;
    this.status = status;
    this.headers = headers;
    this.details = details;
  }
}

/** The 230001 of a parameter that the message API does not take. */
export const invalid = (reason: string): Refusal =>
  new Refusal(230001, `Your request contains an invalid request parameter, ext=${reason}`);

/** The 10002 of a parameter that CardKit does not take. */
export const badParameter = (reason: string): Refusal => new Refusal(10002, `invalid parameter: ${reason}`);

/** The 230099 of a card that cannot be made; the reason is a code inside `msg`. */
export const badContent = (subCode: number, reason: string): Refusal =>
  new Refusal(230099, `Failed to create card content, ext=ErrCode: ${subCode}; ErrMsg: ${reason}; `);

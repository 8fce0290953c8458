import type { Wire } from './words.ts';

/**
 * A call that the platform refuses. A code in words is an error of the API: HTTP 400 unless told. A number is an `errcode`
 * of the older platform, which answers HTTP 200 all the same.
 */
export class Refusal extends Error {
  readonly code: string | number;
  readonly status: number;
  /** What the body tells besides code and message. */
  readonly details: Wire;

  constructor(
    code: string | number,
    message: string,
    { status = typeof code === 'number' ? 200 : 400, details = {} }: { status?: number; details?: Wire } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

const denied = 'Forbidden.AccessDenied';

/** The 403 of who calls too often: the application, all applications together, or the application within a minute. */
export const tooFast = (of: keyof typeof tooFastCodes): Refusal =>
  new Refusal(`${denied}.${tooFastCodes[of]}`, `${tooFastCodes[of]}: too many calls`, { status: 403 });

const tooFastCodes = {
  app: 'QpsLimitForAppkeyAndApi',
  api: 'QpsLimitForApi',
  minute: 'QpmLimitForAppkeyAndApi',
} as const;

/** Whose limit of speed is meant. */
export type TooFast = keyof typeof tooFastCodes;

/** The 403 of an organisation that has used up its month. */
export const spent = (): Refusal =>
  new Refusal(`${denied}.ApiCountLimitForOrg`, 'the API calls of this organisation are used up', {
    status: 403,
  });

/**
 * The same for messages through a session webhook. How the vendor says it there is not documented: we assume the older
 * platform's way of wrapping a code of the gateway.
 */
export const spentMessages = (): Refusal =>
  new Refusal(88, `ding talk error[subcode=${denied}.ApiCountLimitForOrg,submsg=messages are used up]`);

/**
 * How the older platform says it: HTTP 200 with a number; what is not its own it wraps in its error 88. That the gateway
 * refuses there in the same words is our assumption.
 */
export function inOlderWords(refusal: Refusal): Refusal {
  const { code, message, status } = refusal;
  if (typeof code === 'number' || status >= 500) return refusal;
  if (code === 'InvalidAuthentication' || code === 'MissingAccessToken')
    return new Refusal(40014, '不合法的access_token');
  return new Refusal(88, `ding talk error[subcode=${code},submsg=${message}]`);
}

/** The 403 of an application that was not granted a scope. */
export const scopesMissing = (scopes: readonly string[]): Refusal =>
  new Refusal(`${denied}.AccessTokenPermissionDenied`, '应用尚未开通所需的权限', {
    status: 403,
    details: { accessdenieddetail: { requiredScopes: scopes } },
  });

/** The 400 of a parameter that is missing or wrong. */
export const bad = (code: string, reason: string): Refusal => new Refusal(code, reason);

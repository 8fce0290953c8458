import type { ModelFailureKind } from '../../errors.ts';

/** Every code of the ERNIE-Bot-4 document, and the ones seen beside it, in our kinds. */
const kinds: ReadonlyMap<string, ModelFailureKind> = new Map(
  Object.entries<ModelFailureKind>({
    1: 'unavailable', // unknown error
    2: 'unavailable', // service temporarily unavailable
    3: 'configuration', // no such method: a wrong address or model
    4: 'rate', // the cluster is over its limit
    6: 'permission', // the application was created without this interface
    13: 'credentials', // get service token failed
    14: 'credentials', // IAM certification failed
    15: 'configuration', // the application does not exist
    17: 'quota', // daily limit, no billing, or arrears
    18: 'rate', // calls per second
    19: 'quota', // total limit
    100: 'token', // invalid parameter: in truth the access token
    110: 'token', // access token invalid
    111: 'token', // access token expired
    336000: 'unavailable', // internal error
    336001: 'request', // invalid argument
    336002: 'request', // invalid JSON
    336003: 'history', // parameter check failed, mostly the list of messages
    336004: 'permission', // permission control
    336005: 'configuration', // unknown model name
    336100: 'unavailable', // too many people talk to it
    336101: 'request', // invalid HTTP method
    336104: 'configuration', // persona invalid or too long

    // Not in the document.
    336006: 'history', // what the live service says of wrong messages: songquanpeng/one-api#625
    336105: 'configuration', // user setting invalid: the vendor's Python SDK, consts.py
    336501: 'minute-rate', // calls per minute: https://cloud.baidu.com/doc/WENXINWORKSHOP/s/hlzic283e
    336502: 'minute-rate', // tokens per minute: the same page
    500000: 'unavailable', // console internal error: the vendor's Python SDK, consts.py
  }),
);

/** An unknown code is a refused request: repeating it would not help. */
export function kindOfCode(code: string): ModelFailureKind {
  return kinds.get(code) ?? 'request';
}

/** What an admin can do, by kind. */
export const advice: Partial<Record<ModelFailureKind, string>> = {
  credentials: 'check ERNIE_API_KEY and ERNIE_SECRET_KEY.',
  permission: 'give the application the right to this interface in the Qianfan console.',
  quota: "open billing, top up, or raise the account's limit in the Qianfan console.",
  configuration: 'check ERNIE_MODEL, ERNIE_BASE_URL, the application and the persona.',
};

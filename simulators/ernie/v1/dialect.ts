import type { AccessTokens } from '../access-tokens.ts';
import type { Dialect, Limit } from '../vocabulary.ts';
import { framesV1 } from './frames.ts';
import { readV1 } from './read.ts';
import { refuseV1 } from './refuse.ts';

const overLimit: Readonly<Record<Limit, number>> = { second: 18, requests: 336501, tokens: 336502 };

/** The rate-limit page writes these two in another shape. */
const shortShape = ['336501', '336502'];

/** Wenxin Workshop V1: errors come with HTTP 200, the access token is in the query. */
export function speakV1(tokens: AccessTokens): Dialect {
  return {
    provider: 'ernie',
    admit(req, url, nowMs) {
      if (req.method !== 'POST') throw refuseV1(336101);
      const code = tokens.refusal(url.searchParams.get('access_token'), nowMs);
      if (code !== undefined) throw refuseV1(code);
      if (!url.pathname.endsWith('/chat/completions_pro')) throw refuseV1(336005);
      if (!req.headers['content-type']?.startsWith('application/json')) {
        throw refuseV1(336001, 'Invalid Argument: Content-Type must be application/json', 400);
      }
    },
    overLimit: limit => refuseV1(overLimit[limit]),
    trouble: () => refuseV1(336000),
    read: readV1,
    word({ code, message }) {
      if (shortShape.includes(code)) return JSON.stringify({ code: Number(code), msg: message });
      return JSON.stringify({ error_code: Number(code), error_msg: message, id: 'as-error' });
    },
    frames: framesV1,
  };
}

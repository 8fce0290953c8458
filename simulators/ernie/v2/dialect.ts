import type { Dialect } from '../vocabulary.ts';
import { framesV2 } from './frames.ts';
import type { Models } from './models.ts';
import { readV2 } from './read.ts';
import { refuseV2 } from './refuse.ts';

/** Qianfan V2: OpenAI's shape, errors with a real HTTP status, a permanent key in the header. */
export function speakV2(key: string, models: Models): Dialect {
  return {
    provider: 'qianfan',
    admit(req) {
      if (req.method !== 'POST') throw refuseV2('method_not_supported');
      if (req.headers.authorization !== `Bearer ${key}`) throw refuseV2('invalid_iam_token');
      if (!req.headers['content-type']?.startsWith('application/json')) {
        throw refuseV2('invalid_argument', 'Content-Type must be application/json');
      }
    },
    overLimit: limit => refuseV2(limit === 'tokens' ? 'tpm_rate_limit_exceeded' : 'rpm_rate_limit_exceeded'),
    trouble: () => refuseV2('internal_error'),
    read: body => readV2(body, models),
    word({ code, message, type }) {
      return JSON.stringify({ error: { code, message, type }, id: 'as-error' });
    },
    frames: framesV2,
  };
}

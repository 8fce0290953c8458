import type { VendorLimits } from '../vendor-limits.ts';
import { type Headers, headerOf } from './http.ts';

const names: Readonly<Record<keyof VendorLimits, string>> = {
  requestsPerMinute: 'x-ratelimit-limit-requests',
  tokensPerMinute: 'x-ratelimit-limit-tokens',
  requestsLeft: 'x-ratelimit-remaining-requests',
  tokensLeft: 'x-ratelimit-remaining-tokens',
};

/**
 * What the rate headers say; `undefined` where there are none. A limit of nothing is no limit but a mistake, and so is a
 * number below zero. https://cloud.baidu.com/doc/WENXINWORKSHOP/s/hlzic283e
 */
export function limitsIn(headers: Headers): VendorLimits | undefined {
  const said = Object.entries(names).flatMap(([limit, name]) => {
    const text = headerOf(headers, name)?.trim() ?? '';
    const least = limit.endsWith('Left') ? 0 : 1;
    return /^\d+$/.test(text) && Number(text) >= least ? [[limit, Number(text)]] : [];
  });
  return said.length === 0 ? undefined : Object.fromEntries(said);
}

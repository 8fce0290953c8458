import type { Effects } from './call-faults.ts';

/** What can go wrong on the wire, whatever the platform. */
export type WireFault =
  | { readonly kind: 'reset' }
  | { readonly kind: 'lost-answer' }
  | { readonly kind: 'slow'; readonly ms: number };

/** What it does to a call. */
export const wireEffects: Effects<WireFault> = {
  /** The connection dies before anything is done. */
  reset: () => ({ cut: 'before' }),
  /** The call is carried out, and the connection dies instead of the answer. */
  'lost-answer': () => ({ cut: 'after' }),
  /** The call is carried out at once, and answered `ms` later. */
  slow: ({ ms }) => ({ delayMs: ms }),
};

/** The page of a 502, as the proxy before an API sends it. */
export const badGatewayPage = '<html><body><center><h1>502 Bad Gateway</h1></center></body></html>';

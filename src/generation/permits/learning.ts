import type { ModelFailure } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { VendorLimits } from '../vendor-limits.ts';
import type { Account } from './account.ts';
import type { Limits } from './announce-limits.ts';
import { openOutage, type Sign } from './outage.ts';
import { cutPace, type RateRefusal } from './pace.ts';
import { vendorWords } from './vendor-word.ts';

/** Who learns. */
export interface Learner {
  readonly limits: Limits;
  /** A monotonic clock in milliseconds, with fractions: `performance.now`. */
  readonly now: () => number;
  readonly log: Log;
  /** This process saw an outage begin, of which no other is told. */
  readonly onOutage?: (failure: ModelFailure) => void;
}

/** What calls teach about their account, for all processes, and said in the log. */
export function learning(account: Account, { limits, now, log, onOutage }: Learner) {
  const outage = openOutage(account);
  const hand = vendorWords(account, limits, now);
  return {
    outage,

    async heed(said: VendorLimits): Promise<void> {
      const word = await hand(said);
      if (!word) return;
      const { rpm, tpm } = word;
      log('model.limits', {
        account: account.name,
        why: 'told',
        ...(rpm ? { rpm } : {}),
        ...(tpm ? { tpm } : {}),
      });
    },

    async refused(refusal: RateRefusal): Promise<void> {
      const share = await cutPace(account, refusal, limits.qps);
      if (share !== undefined) log('model.limits', { account: account.name, why: refusal, share });
    },

    /** @returns whether those who wait should ask anew */
    async sign(permit: string, sign: Sign, failure: ModelFailure | undefined): Promise<boolean> {
      const turning = await outage.tell(permit, sign);
      if (!turning) return sign === 'nothing';
      const { kind } = turning;
      log('model.outage', { account: account.name, ...turning });
      if (kind === 'begins' && failure) onOutage?.(failure);
      return kind === 'over';
    },
  };
}

export type Learning = ReturnType<typeof learning>;

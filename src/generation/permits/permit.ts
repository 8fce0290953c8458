import type { ModelFailure } from '../../errors.ts';
import type { WayOut } from '../../model.ts';
import type { Sign } from './outage.ts';
import type { Line } from './slots.ts';

/** Who waits for a permit, and an estimate of the tokens that the call takes. */
export interface PermitRequest extends Line {
  readonly tokens: number;
}

/** Leave to begin one model call, now: see `departure.ts`. All but `mayGo` never reject. */
export interface Permit extends WayOut {
  gone(): Promise<void>;
  /** Replaces the estimate by what the call used. */
  settle(tokensUsed: number): Promise<void>;
  /** What the call told of the vendor. @param failure with `down` */
  tell(sign: Sign, failure?: ModelFailure): Promise<void>;
  /** No call is made: its start is free again. */
  giveBack(): Promise<void>;
}

import type { ModelFailure } from '../../errors.ts';
import type { Sign } from './outage.ts';
import type { Line } from './slots.ts';

/** Who waits for a permit, and an estimate of the tokens that the call takes. */
export interface PermitRequest extends Line {
  readonly tokens: number;
}

/** Leave to begin one model call, now. Its methods never reject. */
export interface Permit {
  /** The call goes out on the wire: where that is late, it counts from now. */
  wentOut(): Promise<void>;
  /** Replaces the estimate by what the call used. */
  settle(tokensUsed: number): Promise<void>;
  /** What the call told of the vendor. @param failure with `down` */
  tell(sign: Sign, failure?: ModelFailure): Promise<void>;
  /** No call is made: its start is free again. */
  giveBack(): Promise<void>;
}

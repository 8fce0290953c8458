import type { Log } from './log.ts';
import type { Intake } from './platform.ts';

/** How an intake does: see `Intake.state`. */
export interface IntakeState {
  /** Each change is logged. */
  say(ready: boolean, detail: string): void;
  readonly state: Intake['state'];
}

export function openIntakeState(platform: string, log: Log): IntakeState {
  let state = { ready: false, detail: 'not started' };
  return {
    say(ready, detail) {
      if (state.ready === ready && state.detail === detail) return;
      state = { ready, detail };
      log('intake.state', { platform, ...state });
    },
    state: () => state,
  };
}

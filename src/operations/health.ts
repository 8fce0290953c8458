/** What `/readyz` tells. */
export interface Readiness {
  readonly status: 200 | 503;
  readonly body: {
    readonly ready: boolean;
    readonly redis: 'ready' | 'silent';
    readonly platforms: Readonly<Record<string, IntakeState>>;
  };
}

/** One word, and what to do where it is not well: see `Intake.state`. */
export interface IntakeState {
  readonly ready: boolean;
  readonly detail: string;
}

/** Ready once Redis answers and every intake of this process has started; a process without intakes needs Redis alone. */
export function readiness(
  redisAnswers: boolean,
  platforms: Readonly<Record<string, IntakeState>>,
): Readiness {
  const ready = redisAnswers && Object.values(platforms).every(state => state.ready);
  return {
    status: ready ? 200 : 503,
    body: { ready, redis: redisAnswers ? 'ready' : 'silent', platforms },
  };
}

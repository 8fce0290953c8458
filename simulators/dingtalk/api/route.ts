import type { Form } from '../../form.ts';
import type { Simulation } from '../simulation.ts';
import type { Wire } from '../words.ts';

/** What a call asks for: its query, its body, and the host that it was sent to. */
export interface Asked {
  readonly query: URLSearchParams;
  readonly body: Wire;
  readonly form: Form;
  readonly host: string;
}

/** Does a call and says what is answered. @throws Refusal */
export type Run = (simulation: Simulation, asked: Asked) => Wire;

/**
 * Who may call: `open` calls bring their own secret and cost nothing, `api` calls need a token and count against the month,
 * `old` calls do so on the older platform, with the token in the address and numbers for errors, `session` calls write through a session webhook and answer HTTP 200 to whatever happens.
 */
export type Access = 'open' | 'api' | 'old' | 'session';

/** One call of the platform. */
export interface Route {
  /** Its name in the log of calls and in faults. */
  readonly api: string;
  readonly method: string;
  readonly path: string;
  readonly access: Access;
  /** All of these must have been granted. */
  readonly scopes: readonly string[];
  readonly run: Run;
}

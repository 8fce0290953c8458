import type { Form } from '../../form.ts';
import type { Simulation } from '../simulation.ts';
import type { Wire } from '../words.ts';

/** What a call asks for: the ids in its path, its query, its body, and the host that it was sent to. */
export interface Asked {
  readonly ids: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Wire;
  /** What came as a form of several parts. */
  readonly form: Form;
  readonly host: string;
}

/** Does a call; what it returns stands beside `code` and `msg`, or in their place. @throws Refusal */
export type Run = (simulation: Simulation, asked: Asked) => Wire;

/** One call of the open platform. */
export interface Route {
  /** Its name in the log of calls and in faults. */
  readonly api: string;
  readonly method: string;
  /** Its path, with `:name` for an id. */
  readonly path: string;
  /** Any of these lets the application call it; none: no scope is needed. */
  readonly scopes: readonly string[];
  /** May it be called without a token? */
  readonly isOpen: boolean;
  readonly run: Run;
}

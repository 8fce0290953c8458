import type { Simulation } from '../simulation.ts';
import type { Wire } from '../words.ts';

/** One Bot API method: gives the `result`, or throws a Refusal. `signal` fires when the caller hangs up. */
export type Method = (simulation: Simulation, parameters: Wire, signal: AbortSignal) => unknown;

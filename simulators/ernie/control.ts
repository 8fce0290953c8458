import type { ControlRoutes } from '../control-routes.ts';
import type { Call } from './calls.ts';
import type { WaitingFault } from './fault-queue.ts';
import { faults } from './faults.ts';

/** What other processes may do with the simulator. */
export interface Controlled {
  readonly calls: readonly Call[];
  readonly tokenRequests: number;
  readonly waitingFaults: readonly WaitingFault[];
  fault(name: string, times?: number, about?: string): void;
  clearFaults(name?: string, about?: string): void;
  advance(ms: number): void;
}

/** What a control request may tell. */
export interface ControlBody {
  fault?: string;
  /** JSON has no infinity: the word stands for it. */
  times?: number | 'Infinity';
  about?: string;
  ms?: number;
}

/** Queue faults, see and clear them, move the clock, read the calls. */
export const controlRoutes: ControlRoutes<Controlled, ControlBody> = {
  'POST faults': (simulator, { fault, times = 1, about = '' }) =>
    simulator.fault(String(fault), Number(times), String(about)),
  'GET faults': ({ waitingFaults }) => ({
    waiting: waitingFaults.map(({ times, ...rest }) => ({
      ...rest,
      times: Number.isFinite(times) ? times : 'Infinity',
    })),
    known: Object.fromEntries(Object.entries(faults).map(([name, { summary }]) => [name, summary])),
  }),
  'DELETE faults': (simulator, { fault, about }) => simulator.clearFaults(fault, about),
  'POST advance': (simulator, { ms }) => simulator.advance(Number(ms)),
  'GET calls': ({ calls }) => calls,
  'GET tokens': ({ tokenRequests }) => ({ requests: tokenRequests }),
};

import type { Fault } from './fault.ts';
import { findFault } from './faults.ts';
import type { Provider } from './vocabulary.ts';

/** A fault that a call took. */
export type Taken = { readonly name: string; readonly fault: Fault };

/** A fault that waits for calls. */
export interface WaitingFault {
  readonly fault: string;
  /** How many calls will meet it; `Infinity` until it is cleared. */
  readonly times: number;
  /** Only calls about this; empty: any. */
  readonly about: string;
}

/** The faults that wait for calls, oldest first. */
export class FaultQueue {
  #waiting: { name: string; fault: Fault; times: number; about: string }[] = [];

  /**
   * Lets the next `times` calls that it suits meet this fault; throws for a name or a number that means nothing.
   * @param about only calls whose question, or what a function gave back to it, contains this text
   */
  add(name: string, times = 1, about = ''): void {
    const fault = findFault(name);
    if (!fault) throw new RangeError(`unknown fault "${name}": see docs/simulators.md or --list-faults`);
    const counts = times === Number.POSITIVE_INFINITY || (Number.isInteger(times) && times > 0);
    if (!counts) throw new RangeError(`fault "${name}": the number of times must be 1 or more, or Infinity`);
    this.#waiting.push({ name, fault, times, about });
  }

  /** The oldest fault that suits a call of this kind; one that waits for ever is not used up. */
  take(kind: Provider | 'token', question = ''): Taken | undefined {
    const index = this.#waiting.findIndex(
      ({ fault, about }) => suits(fault, kind) && question.includes(about),
    );
    const found = this.#waiting[index];
    if (!found) return undefined;
    found.times -= 1;
    if (found.times === 0) this.#waiting.splice(index, 1);
    return found;
  }

  /** Those that wait, oldest first. */
  waiting(): WaitingFault[] {
    return this.#waiting.map(({ name, times, about }) => ({ fault: name, times, about }));
  }

  /** Forgets all of them, or those of one name, or of one `about`; `''`: those for any call. */
  clear(name?: string, about?: string): void {
    this.#waiting = this.#waiting.filter(
      fault => (name ?? fault.name) !== fault.name || (about ?? fault.about) !== fault.about,
    );
  }
}

function suits(fault: Fault, kind: Provider | 'token'): boolean {
  return fault.only === undefined ? kind !== 'token' : fault.only === kind;
}

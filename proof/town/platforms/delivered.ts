import type { Delivered } from '../platform.ts';

/** One attempt to hand something to the bot, as every simulator tells of it. */
interface Attempt {
  readonly at: number;
  readonly doneAt?: number | undefined;
  readonly outcome: string;
}

/** Of each message, when it was handed over first, and when it was first acknowledged. @param idOf undefined: no message */
export function delivered<A extends Attempt>(
  attempts: readonly A[],
  idOf: (attempt: A) => string | undefined,
): ReadonlyMap<string, Delivered> {
  const all = new Map<string, Delivered>();
  for (const attempt of attempts) {
    const id = idOf(attempt);
    if (id === undefined) continue;
    const known = all.get(id);
    const acceptedAt = attempt.outcome === 'acknowledged' ? attempt.doneAt : undefined;
    all.set(id, {
      handedAt: Math.min(known?.handedAt ?? attempt.at, attempt.at),
      acceptedAt: least(known?.acceptedAt, acceptedAt),
    });
  }
  return all;
}

const least = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);

import fc from 'fast-check';
import type { Target } from './target.ts';

/** What came of one target. */
export interface Outcome {
  readonly name: string;
  readonly cases: number;
  readonly tookMs: number;
  /** Absent where every promise was kept. */
  readonly failure?: Failure;
}

/** How to see it again, and what was seen. */
export interface Failure {
  readonly seed: number;
  readonly path: string;
  /** The input, or the smallest that was found. */
  readonly input: string;
  readonly why: string;
}

/** How long a smaller input is looked for, milliseconds. */
const smallerMs = 60_000;

/** As much as is shown of what may be long. */
const shownLength = 800;

/**
 * Tries a target with so many inputs; one seed gives the same inputs each time.
 * @param path of a failure that was seen before: begins with it, and looks for a smaller input
 */
export async function run(target: Target, cases: number, seed: number, path?: string): Promise<Outcome> {
  const { property, close } = await target.open();
  const begun = Date.now();
  try {
    const found = await fc.check(property, {
      numRuns: cases,
      seed,
      // To look for a smaller input may take minutes: for who replays.
      ...(path === undefined ? { endOnFailure: true } : { path, interruptAfterTimeLimit: smallerMs }),
    });
    const done = { name: target.name, cases: found.numRuns, tookMs: Date.now() - begun };
    if (!found.failed) return done;
    const { errorInstance: error, counterexample, counterexamplePath } = found;
    return {
      ...done,
      failure: {
        seed,
        path: counterexamplePath ?? '',
        input: shown(counterexample?.[0]),
        why: String(error instanceof Error ? error.message : error).slice(0, shownLength),
      },
    };
  } finally {
    await close();
  }
}

/** What is too deep for words is seen again by its seed and path. */
function shown(input: unknown): string {
  try {
    return fc.stringify(input).slice(0, shownLength);
  } catch {
    return 'an input too deep to be shown';
  }
}

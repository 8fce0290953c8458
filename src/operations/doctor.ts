import { SettingsError } from '../errors.ts';
import type { Finding } from '../platform.ts';

/** Looks at one thing and tells what it found. What it throws is a finding too. */
export interface Check {
  /** What it looks at, for the line that tells that looking failed. */
  readonly about: string;
  look(): AsyncIterable<Finding> | Iterable<Finding> | Promise<Iterable<Finding>>;
}

const marks = { good: '✓', note: '·', bad: '✗' } as const satisfies Record<Finding['level'], string>;

/** One line: what is, and what to do. */
export function lineOf({ level, what, remedy }: Finding): string {
  return `${marks[level]} ${what}${remedy ? ` → ${remedy}` : ''}`;
}

/** Runs the checks in order, one printed line a finding. @returns the exit code: 0 only when nothing is bad */
export async function doctor(checks: readonly Check[], print: (line: string) => void): Promise<0 | 1> {
  let bad = 0;
  for (const check of checks)
    for await (const finding of findings(check)) {
      if (finding.level === 'bad') bad++;
      print(lineOf(finding));
    }
  print(bad === 0 ? 'All is well.' : `${bad} ${bad === 1 ? 'thing needs' : 'things need'} your attention.`);
  return bad === 0 ? 0 : 1;
}

async function* findings(check: Check): AsyncGenerator<Finding> {
  try {
    yield* await check.look();
  } catch (error) {
    yield { level: 'bad', what: `${check.about}: ${reasonOf(error, check.about)}` };
  }
}

/** A wrong setting may name what is looked at itself. */
function reasonOf(error: unknown, about: string): string {
  if (error instanceof SettingsError) {
    return error.problems.map(problem => problem.replace(`${about}: `, '')).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}

import type { Case } from '../case.ts';
import type { Finding } from '../verdict.ts';
import { contested } from './overlapping/contested.ts';
import { sideBySide } from './overlapping/side-by-side.ts';

/** Turns that ran where another one did. */
export function overlapping(the: Case): readonly Finding[] {
  return [...the.conversations.flatMap(sideBySide), ...contested(the)];
}

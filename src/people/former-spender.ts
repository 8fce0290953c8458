import { digestOf } from '../digest.ts';
import type { Subject } from './subject.ts';

/**
 * By what name is counted, until the hour and the day are over, what somebody used before they were forgotten: else
 * `/forget-me` would give a new quota to whoever wants one.
 */
export function formerSpender(subject: Subject): string {
  return `forgotten:${digestOf(subject)}`;
}

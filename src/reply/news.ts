import type { LastPause } from './sentences.ts';
import { thinkingAtAGlance } from './thinking.ts';

/** All that there is to show of a reply that grows. */
export interface Written {
  readonly answer: string;
  readonly thinking: string;
  /** Of our own, for as long as there is nothing of the model's. */
  readonly words: string;
  /** What is done meanwhile; `''`: nothing. */
  readonly status: string;
}

/** What people see of it. */
export interface Seen {
  /** Of the answer. */
  readonly body: string;
  /** The last of what the model thinks, while there is no answer. */
  readonly glance: string;
  /** The line of our own below. */
  readonly line: string;
}

/** What they see next; `grown`: more of the answer, and not only other words before or under it. */
export interface News extends Seen {
  readonly grown: boolean;
}

/** What to show next; undefined where that would be nothing new. */
export function newsOf(
  { answer, thinking, words, status }: Written,
  seen: Seen,
  lastPause: LastPause,
): News | undefined {
  const pause = lastPause(answer);
  const grown = pause > seen.body.length;
  const body = grown ? answer.slice(0, pause) : seen.body;
  const glance = body === '' ? thinkingAtAGlance(thinking) : '';
  const line = status || (body === '' && glance === '' ? words : '');
  const isNew = (line !== '' && line !== seen.line) || (glance !== '' && glance !== seen.glance);
  return grown || isNew ? { grown, body, glance, line } : undefined;
}

import type { IncomingMessage } from '../../message.ts';
import type { Target } from '../../people/subject.ts';
import { takeTarget } from '../arguments/target.ts';

/** What `/audit` is asked to do. */
export type AuditOrder =
  | { readonly kind: 'list'; readonly count: number; readonly about?: Target }
  | { readonly kind: 'export'; readonly about?: Target }
  /** `@name` of somebody whose id the platform does not tell. */
  | { readonly kind: 'unknown-name'; readonly name: string }
  | { readonly kind: 'not-understood' };

const usualCount = 20;
/** More is read better in the file. */
const mostListed = 100;

/** A number of at most three digits is a count: no platform's ids are so short. */
const modifier = /^(?:(export|导出)|(\d{1,3}))(?=[\s,，]|$)[\s,，]*/iu;

interface Modifiers {
  readonly exports: boolean;
  readonly count: number | undefined;
  readonly rest: string;
}

/**
 * Reads nothing, a count, somebody or a chat, `export`, or several of these.
 * @param platforms names of all platforms
 */
export function parseAuditOrder(
  args: string,
  message: IncomingMessage,
  platforms: ReadonlySet<string>,
): AuditOrder {
  const before = takeModifiers(args.trim());
  const reading = takeTarget(before.rest, message, platforms);
  if (reading.kind === 'unknown-name') return reading;
  const isMeant = reading.kind === 'target';
  const after = takeModifiers(isMeant ? reading.rest : before.rest);
  if (after.rest !== '') return { kind: 'not-understood' };
  const about = isMeant ? { about: reading.target } : {};
  if (before.exports || after.exports) return { kind: 'export', ...about };
  const count = before.count ?? after.count ?? usualCount;
  return count === 0
    ? { kind: 'not-understood' }
    : { kind: 'list', count: Math.min(count, mostListed), ...about };
}

/** Takes what says how much or how, from the beginning of a text; of several counts the first. */
function takeModifiers(text: string): Modifiers {
  let taken: Modifiers = { exports: false, count: undefined, rest: text };
  for (let found = modifier.exec(text); found; found = modifier.exec(taken.rest)) {
    const [all, exports, count] = found;
    taken = {
      exports: taken.exports || exports !== undefined,
      count: taken.count ?? (count === undefined ? undefined : Number(count)),
      rest: taken.rest.slice(all.length),
    };
  }
  return taken;
}

import type { Target } from '../../people/subject.ts';
import { takeDuration } from '../arguments/duration.ts';
import { isListWord } from '../arguments/list-word.ts';
import { unquoted } from '../arguments/split.ts';
import { takeTarget } from '../arguments/target.ts';
import type { Call } from '../command.ts';

/** UTF-16 units; what fits a phone. */
export const reasonLimit = 200;

/** What `/ban` is asked to do. */
export type BanOrder =
  | { readonly kind: 'list' }
  /** @param ms how long; absent: until it is lifted. */
  | { readonly kind: 'ban'; readonly target: Target; readonly ms?: number; readonly reason?: string }
  | { readonly kind: 'reason-too-long'; readonly length: number }
  | { readonly kind: 'unknown-name'; readonly name: string }
  | { readonly kind: 'not-understood' };

/** Reads who, how long and why; the time may stand before who. */
export function parseBanOrder(
  { args, message }: Pick<Call, 'args' | 'message'>,
  platforms: ReadonlySet<string>,
): BanOrder {
  if (isListWord(args)) return { kind: 'list' };
  const early = takeDuration(args);
  const reading = takeTarget(early?.rest ?? args, message, platforms);
  switch (reading.kind) {
    case 'target': {
      const time = early ?? takeDuration(reading.rest);
      const reason = unquoted(early ? reading.rest : (time?.rest ?? reading.rest));
      if (reason.length > reasonLimit) return { kind: 'reason-too-long', length: reason.length };
      return {
        kind: 'ban',
        target: reading.target,
        ...(time && { ms: time.ms }),
        ...(reason !== '' && { reason }),
      };
    }
    case 'unknown-name':
      return reading;
    case 'none':
      return { kind: args === '' ? 'list' : 'not-understood' };
  }
}

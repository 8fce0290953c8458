import type { Charge } from '../judge/verdict.ts';
import type { ShortStory } from './short-story.ts';

/** A build of the bot with one promise taken out, and the story in which that shows. */
export interface Mutant {
  readonly name: string;
  /** What it does not keep any more. */
  readonly takesOut: string;
  /** The one change: of this file, where `find` stands exactly once. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The judge has to find one of these at least. */
  readonly charges: readonly [Charge, ...Charge[]];
  readonly story: ShortStory;
}

import type { Charge } from '../judge/verdict.ts';
import type { Scene } from './scene.ts';

/** A build of the bot with one promise taken out, and the story in which that shows. */
export interface Mutant {
  readonly name: string;
  /** What it does not keep any more. */
  readonly takesOut: string;
  /** The one change: of this file, where `find` stands exactly once. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** What the judge has to find, among others. */
  readonly charge: Charge;
  readonly scene: Scene;
}

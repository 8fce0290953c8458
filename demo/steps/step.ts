import type { Stage } from '../stage.ts';
import type { Words } from '../words/index.ts';

/** One thing that the show does and checks. Resolves to what happened; throws where that is not what should. */
export interface Step {
  readonly tried: (words: Words) => string;
  readonly play: (stage: Stage, words: Words) => Promise<string>;
}

import type { PlatformName } from '../judge/evidence.ts';
import type { Question } from '../story/story.ts';
import type { TownRoom } from './platform.ts';

/** A question that a person has asked. */
export interface Asked {
  readonly question: Question;
  readonly platform: PlatformName;
  readonly room: TownRoom;
  readonly messageId: string;
}

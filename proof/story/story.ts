import type { PlatformName } from '../judge/evidence.ts';

/** Everything that is going to happen, known before it begins. Times are milliseconds from the beginning. */
export interface Story {
  readonly seed: number;
  readonly lastsMs: number;
  readonly rooms: readonly Room[];
  /** In the order of time. */
  readonly questions: readonly Question[];
  /** In the order of time. */
  readonly events: readonly Event[];
}

/** Where people talk to the bot; one conversation. */
export interface Room {
  readonly platform: PlatformName;
  readonly kind: 'direct' | 'group';
  readonly people: number;
}

export interface Question {
  readonly number: number;
  readonly atMs: number;
  /** Its place in the list of rooms, and the speaker's among the room's people. */
  readonly room: number;
  readonly speaker: number;
  /** How long its answer is. 0: a command, which is answered at once, beside the line, in one message of words. */
  readonly sentences: number;
  readonly mishap?: Mishap | undefined;
  /** What the model does instead of answering, so many times. */
  readonly modelFault?: { readonly name: string; readonly times: number } | undefined;
  /** What the platform does with so many calls about it. */
  readonly platformFault?: { readonly kind: PlatformFault; readonly times: number } | undefined;
}

/** What befalls the process, or the call, at one moment of one answer. */
export interface Mishap {
  readonly at: AnswerMoment;
  readonly deed: Deed;
}

/** A call about the question: the `nth`, or the one that holds the answer's last sentence, whichever comes first. */
export interface AnswerMoment {
  readonly side: 'model' | 'platform';
  /** `arrived`: nothing of it is done yet; `landed`: all of it, and it is not answered. */
  readonly stage: 'arrived' | 'landed';
  readonly nth: number | 'last';
}

export type Deed =
  | { readonly kind: 'kill' }
  /** Stopped for so long, then it goes on as if nothing had been. */
  | { readonly kind: 'freeze'; readonly ms: number }
  /** The connection breaks. */
  | { readonly kind: 'cut' }
  /** The answer takes so long. */
  | { readonly kind: 'hold'; readonly ms: number };

export type PlatformFault = 'too many' | 'server error' | 'bad gateway';

/** What happens to all at once; `slot` names a process, whichever runs there at that moment. */
export type Event = { readonly atMs: number } & Happening;

export type Happening =
  | { readonly kind: 'kill'; readonly slot: string }
  | { readonly kind: 'freeze'; readonly slot: string; readonly ms: number }
  | { readonly kind: 'replace'; readonly slot: string }
  | { readonly kind: 'clock jump'; readonly slot: string; readonly byMs: number }
  | { readonly kind: 'redis killed'; readonly downMs: number; readonly fsync: 'always' | 'everysec' }
  | { readonly kind: 'redis frozen'; readonly ms: number }
  /** For so many calls, or so long: whoever asks a refusing model less must not have it refuse for longer. */
  | { readonly kind: 'model storm'; readonly fault: string; readonly calls: number; readonly ms: number }
  | { readonly kind: 'duplicates'; readonly platform: PlatformName; readonly count: number }
  | { readonly kind: 'reordered'; readonly platform: PlatformName; readonly count: number }
  | { readonly kind: 'delays'; readonly platform: PlatformName; readonly count: number; readonly ms: number }
  | { readonly kind: 'connections cut'; readonly platform: PlatformName }
  | { readonly kind: 'tokens expired'; readonly platform: PlatformName };

/**
 * What was seen of a run from outside: on the screens, at the model's door, and of who was killed. The judge knows nothing
 * else, and nothing of how the bot works. Times are milliseconds of one clock, that of the simulators.
 *
 * Whoever plays a run marks its texts, so that it can be told what belongs to what: question 12, which wants an answer of 20
 * sentences, holds `#Q12/20`; each sentence of its answer begins with `S12-1/20`, `S12-2/20` and so on,
 * and has one full stop, at its end. A command is a question that wants no sentences; `Message.question` says what answers it.
 */
export interface Evidence {
  /** So many model calls may begin in any `perMs` milliseconds. */
  readonly budget: { readonly calls: number; readonly perMs: number };
  /** A turn that so many processes died in may end with an apology. */
  readonly deadlyKills: number;
  /** A model call may be made so often before people are told that it failed. */
  readonly attempts: number;
  /** Of a model that has answered nobody for so many milliseconds people may be told that it failed, who waited as long. */
  readonly outageMs: number;
  /**
   * Rounds of so many sentences in all fit into a prompt, beside any question; of more the oldest may be left out. All are
   * forgotten when a conversation has been silent for so many milliseconds.
   */
  readonly memory: { readonly sentences: number; readonly ms: number };
  readonly questions: readonly Question[];
  readonly messages: readonly Message[];
  readonly modelCalls: readonly ModelCall[];
  readonly writes: readonly Write[];
  readonly kills: readonly Kill[];
  readonly stops: readonly Stop[];
  /** When the simulators stood still themselves, so that what came then was seen too late. */
  readonly stalls: readonly Span[];
}

export type PlatformName = 'telegram' | 'feishu' | 'dingtalk';

export interface Span {
  readonly from: number;
  readonly until: number;
}

/** What a person asked, or commanded. */
export interface Question {
  readonly number: number;
  readonly platform: PlatformName;
  readonly conversation: string;
  /** How long its answer is. 0: a command, which is answered at once, beside the line, in one message of words. */
  readonly sentences: number;
  /** When the platform handed it to the bot for the first time; missing: never. */
  readonly handedAt: number | undefined;
  /** When the bot said for the first time that it has it; of two of one conversation that overlap, either may be the first. */
  readonly acceptedAt: number | undefined;
}

/** A message of the bot's, with everything that it showed. */
export interface Message {
  readonly platform: PlatformName;
  readonly conversation: string;
  readonly id: string;
  /** What it answers, where that can be told: by the marks in what it showed, or by what it replies to. */
  readonly question: number | undefined;
  /** The question under which the platform shows it, whatever its marks are; missing: it replies to none, or nobody can tell. */
  readonly repliesTo: number | undefined;
  readonly states: readonly [State, ...State[]];
  /** It was taken back. */
  readonly isGone: boolean;
}

export interface State {
  readonly at: number;
  readonly text: string;
  /** Nothing more was announced: no Stop button, no stream that is open. */
  readonly isOver: boolean;
}

/** One call of the model. */
export interface ModelCall {
  readonly question: number;
  /** The process that made it. */
  readonly by: string;
  readonly at: number;
  /** When its last byte went, or it broke off; missing: it is still open. */
  readonly endedAt: number | undefined;
  /** `refused`: no answer but a code; `broken`: cut, stalled, hung up. */
  readonly outcome: 'answered' | 'refused' | 'broken';
  /** The rounds that came before the question in the prompt, oldest first: the question, and the sentences that its answer had. */
  readonly rounds: readonly { readonly question: number; readonly sentences: readonly number[] }[];
}

/** One call of a platform that sends or changes a message about a question. */
export interface Write {
  readonly question: number;
  readonly by: string;
  /** When it came. */
  readonly at: number;
  /** When it was done; missing: it never was. */
  readonly landedAt: number | undefined;
  /** It was done, and the answer was lost: whoever made it does not know that. */
  readonly isUnanswered?: boolean | undefined;
  /**
   * All but a change make a new message: `idempotent` where the platform knows a repeated one by its key, `blind` where
   * nobody can find out whether it was done.
   */
  readonly kind: 'send' | 'idempotent-send' | 'blind-send' | 'change';
}

/** A process that was killed, or stopped for longer than its work was kept for it. */
export interface Kill {
  readonly of: string;
  readonly at: number;
  /** When a stopped one went on; missing: it never did. */
  readonly until?: number | undefined;
}

/** A process that was told to stop: it hands back what it will not finish, and never works again. */
export interface Stop {
  readonly of: string;
  /** When it was told. */
  readonly at: number;
}

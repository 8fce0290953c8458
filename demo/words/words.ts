/** A step of the played show, as it is told. */
export interface StepWords<Facts extends readonly unknown[]> {
  /** What is tried; said where it went wrong. */
  readonly tried: string;
  /** What happened. */
  readonly done: (...facts: Facts) => string;
}

/** What the demo says in its own words. The bot's are in `src/wording`. */
export interface Words {
  readonly locale: 'zh-CN' | 'en';
  readonly usage: string;
  readonly starting: string;
  readonly intro: {
    readonly simulated: string;
    readonly real: string;
    readonly hints: string;
    readonly console: string;
  };
  /** Before the lines of a person and of the bot; all of one width. */
  readonly marks: { readonly person: string; readonly bot: string };
  readonly personName: string;
  readonly groupTitle: string;
  readonly stopHint: string;
  readonly nothingToStop: string;
  readonly buttonIgnored: string;
  readonly leaving: string;
  /** A state of a growing answer. */
  readonly state: (seconds: string, characters: number) => string;

  readonly questions: {
    readonly direct: string;
    readonly called: (expression: string) => string;
    readonly chatter: string;
    readonly group: string;
    readonly refused: string;
    readonly long: string;
  };
  readonly steps: {
    readonly direct: StepWords<[question: string, states: number, seconds: string]>;
    readonly called: StepWords<[name: string, result: string]>;
    readonly group: StepWords<[question: string]>;
    readonly command: StepWords<[lines: number, ms: number]>;
    readonly refused: StepWords<[attempts: number]>;
    readonly killed: StepWords<[pid: number, seen: string, heir: number, seconds: string]>;
    readonly leaving: StepWords<[]>;
  };
  readonly allRight: (count: number, seconds: string) => string;
  readonly someWrong: (wrong: number, count: number) => string;
}

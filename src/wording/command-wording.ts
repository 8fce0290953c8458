import type { Role } from '../message.ts';
import type { ModelParameters } from '../model.ts';
import type { StatsReport, UsageReport } from '../tally/report.ts';

/** Every command, by the name that is typed after the slash. */
export type CommandName =
  | 'start'
  | 'help'
  | 'new'
  | 'stop'
  | 'retry'
  | 'whoami'
  | 'usage'
  | 'persona'
  | 'params'
  | 'pause'
  | 'resume'
  | 'stats';

/** What became of an order to stop: the answer ended, the question was withdrawn before it, or nothing happened. */
export type StopResult = 'stopped' | 'withdrawn' | 'not-yours' | 'nothing';

/** A model's parameter, as people write it. */
export type ParameterName = 'temperature' | 'top_p' | 'penalty_score';

/** Calls that begin in one second: how many did, and how many may. */
export interface CallRate {
  readonly used: number;
  readonly limit: number;
}

/** What commands say. */
export interface CommandWording {
  /** A line for `/help` and the platform's menu; at most 256 characters. */
  readonly about: Readonly<Record<CommandName, string>>;
  /** No command has that name. */
  readonly unknown: string;
  /** The person may not. @param who may. */
  refused(who: Role): string;

  readonly help: {
    readonly intro: string;
    /** Above the commands that this role adds. */
    readonly heading: Readonly<Record<Role, string>>;
    line(name: CommandName, aliases: readonly string[]): string;
  };
  /** Who I am, what is kept and for how long. @param memoryMs life of a conversation. */
  start(memoryMs: number): string;
  readonly forgotten: string;
  readonly stop: Readonly<Record<StopResult, string>>;
  /** @param person as written in `ADMINS` and `ALLOWED_USERS`. @param chat as written in `ALLOWED_CHATS`. */
  whoami(person: string, chat: string, role: Role): string;
  usage(report: UsageReport): string;
  stats(report: StatsReport, rate: CallRate): string;

  readonly pause: {
    readonly here: string;
    readonly everywhere: string;
    /** Neither nothing nor `all` was given. */
    readonly how: string;
  };
  readonly resume: {
    readonly here: string;
    readonly everywhere: string;
    /** This chat goes on only when `/resume all` is sent too. */
    readonly stillEverywhere: string;
    readonly how: string;
  };
  readonly persona: {
    shown(text: string): string;
    readonly none: string;
    readonly set: string;
    readonly cleared: string;
    tooLong(length: number, limit: number): string;
  };
  readonly params: {
    shown(parameters: ModelParameters): string;
    /** @param instead another parameter that cannot stand beside it and was cleared. */
    set(name: ParameterName, value: number, instead?: ParameterName): string;
    cleared(name?: ParameterName): string;
    /** What can be typed; also the answer to what was not understood. */
    readonly how: string;
    outOfRange(name: ParameterName): string;
  };
}

import type { Role } from '../message.ts';
import type { ModelParameters } from '../model.ts';
import type { ConfiguredModel } from '../model-choice.ts';
import type { StatsReport } from '../tally/stats.ts';
import type { UsageReport } from '../tally/usage.ts';
import type { DoorWording } from './door-wording.ts';
import type { OverviewWording } from './overview-wording.ts';
import type { ExportWording, ForgetMeWording } from './privacy-wording.ts';
import type { QuotaWording } from './quota-wording.ts';

/** Every command, by the name that is typed after the slash. */
export type CommandName =
  | 'start'
  | 'help'
  | 'new'
  | 'stop'
  | 'retry'
  | 'whoami'
  | 'usage'
  | 'export'
  | 'forget-me'
  | 'persona'
  | 'params'
  | 'model'
  | 'functions'
  | 'language'
  | 'pause'
  | 'resume'
  | 'queue'
  | 'audit'
  | 'stats'
  | 'allow'
  | 'deny'
  | 'ban'
  | 'unban'
  | 'quota';

/** What became of an order to stop: the answer ended, the question was withdrawn before it, or nothing happened. */
export type StopResult = 'stopped' | 'withdrawn' | 'not-yours' | 'nothing';

/** A model's parameter, as people write it. */
export type ParameterName = 'temperature' | 'top_p' | 'penalty_score';

/** One provider's account as all processes see it now. */
export interface AccountState {
  /** The provider. */
  readonly account: string;
  /** Calls begun in the last second. */
  readonly used: number;
  /** Calls begun in the last minute. */
  readonly usedInMinute: number;
  /** Calls that wait for their start. */
  readonly inLine: number;
  /** How many may begin in one second, for now. */
  readonly limit: number;
  /** How many may by the settings: `MODEL_QPS`. */
  readonly setting: number;
  /** What the vendor said it allows in a minute, where that is less than the settings do. */
  readonly callsPerMinute?: number;
  readonly tokensPerMinute?: number;
  /** How long an outage has lasted, ms; absent: there is none. */
  readonly downForMs?: number;
}

/** Which model answers in a chat. */
export interface ChatModel {
  /** `provider/model` */
  readonly answers: string;
  /** Nothing was chosen here. */
  readonly isDefault: boolean;
  /** What was chosen here, whose provider is not configured any more. */
  readonly lost?: string;
}

/** Something that the model may call. */
export interface OfferedFunction {
  readonly name: string;
  /** What it is for: our own words, or what its author wrote for the model. */
  readonly description: string;
  /** Whether the chat's model has room for it. */
  readonly fits: boolean;
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
  stats(report: StatsReport, accounts: readonly AccountState[]): string;
  readonly overview: OverviewWording;

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
  readonly model: {
    shown(model: ChatModel): string;
    /** @param model `provider/model`. @param named the person wrote the model's own name, which may be wrong */
    set(model: string, named: boolean): string;
    /** @param model the default */
    cleared(model: string): string;
    /** Above what is configured. @param provider as it was typed */
    notConfigured(provider: string): string;
    /** What is configured and what can be typed; also the answer to what was not understood. */
    how(models: readonly ConfiguredModel[]): string;
  };
  readonly functions: {
    shown(functions: readonly OfferedFunction[], on: boolean): string;
    on(functions: readonly OfferedFunction[]): string;
    readonly off: string;
    readonly how: string;
  };
  readonly language: {
    /** @param isDefault nothing was chosen here */
    shown(isDefault: boolean): string;
    /** In the language that is spoken from now on. */
    readonly set: string;
    readonly cleared: string;
    /** What can be typed; also the answer to what was not understood. */
    how(languages: readonly { readonly locale: string; readonly name: string }[]): string;
  };
  readonly export: ExportWording;
  readonly forgetMe: ForgetMeWording;
  readonly doors: DoorWording;
  readonly quota: QuotaWording;
}

import type { AuditEntry, PlaygroundChat } from '../shapes.ts';

export type PageName = 'playground' | 'dashboard' | 'conversations' | 'audit';

/** Every word of the console, in one language. */
export interface Words {
  readonly brand: string;
  /** What the bot is called. */
  readonly bot: string;
  /** The name of the other language, in that language. */
  readonly otherLanguage: string;
  readonly theme: string;
  readonly skip: string;
  readonly navigation: string;
  readonly logout: string;
  readonly cancel: string;
  readonly more: string;
  /** The stream of events does not stand. */
  readonly broken: string;
  readonly pages: Readonly<Record<PageName, string>>;
  readonly login: {
    readonly title: string;
    readonly token: string;
    readonly hint: string;
    readonly button: string;
  };
  /** By what the server calls them. */
  readonly problems: Readonly<Record<Problem, string>>;
  readonly playground: {
    readonly chats: string;
    readonly newChat: string;
    readonly direct: string;
    readonly groupKind: string;
    group(people: number): string;
    /** The bot was thrown out. */
    readonly absent: string;
    readonly chatMenu: string;
    readonly bringIn: string;
    readonly throwOut: string;
    readonly close: string;
    closeSure(title: string): string;
    readonly talk: string;
    readonly thread: string;
    readonly empty: string;
    messageOf(name: string): string;
    readonly edited: string;
    readonly writing: string;
    readonly failed: string;
    readonly begins: string;
    readonly reply: string;
    readonly edit: string;
    readonly takeBack: string;
    readonly takeBackSure: string;
    readonly replyingTo: string;
    readonly editing: string;
    readonly composer: string;
    readonly text: string;
    readonly placeholder: string;
    readonly send: string;
    readonly speakAs: string;
    readonly mention: string;
    readonly roles: Readonly<Record<PlaygroundChat['people'][number]['role'], string>>;
    readonly faults: string;
    struck(fault: string): string;
    readonly kind: string;
    readonly title: string;
    readonly people: string;
    readonly peopleHint: string;
    readonly open: string;
  };
  /** By what the simulators call them. */
  readonly faults: Readonly<Record<Fault, string>>;
  readonly dashboard: DashboardWords;
  readonly conversations: {
    readonly all: string;
    readonly search: string;
    readonly find: string;
    readonly place: string;
    readonly people: string;
    readonly rounds: string;
    readonly last: string;
    readonly none: string;
    /** Who asked, where the name is not kept. */
    readonly person: string;
  };
  readonly audit: {
    readonly title: string;
    readonly when: string;
    readonly who: string;
    readonly where: string;
    readonly what: string;
    readonly result: string;
    readonly results: Readonly<Record<AuditEntry['result'], string>>;
    readonly none: string;
  };
}

/** What the server says went wrong; `offline`: it could not be reached. */
export type Problem =
  | 'logged-out'
  | 'foreign'
  | 'wrong-token'
  | 'too-many-tries'
  | 'not-found'
  | 'wrong'
  | 'forbidden'
  | 'full'
  | 'too-large'
  | 'too-slow'
  | 'unavailable'
  | 'offline';

export type Fault = 'code-18' | 'cut' | 'kill-worker';

export interface DashboardWords {
  readonly paused: string;
  readonly tiles: {
    readonly messages: string;
    readonly answers: string;
    readonly failures: string;
    readonly firstText: string;
    readonly waiting: string;
    readonly growing: string;
  };
  /** By kind. */
  readonly failures: Readonly<Record<string, string>>;
  readonly noFailures: string;
  readonly charts: {
    readonly traffic: string;
    readonly messages: string;
    readonly answers: string;
    readonly failures: string;
    readonly firstText: string;
    readonly half: string;
    readonly most: string;
    readonly calls: string;
    readonly used: string;
    readonly limit: string;
    readonly tokens: string;
    readonly tokensIn: string;
    readonly tokensOut: string;
    readonly cost: string;
    readonly asTable: string;
    readonly time: string;
    readonly day: string;
    readonly nothingYet: string;
  };
  readonly accounts: {
    readonly title: string;
    readonly account: string;
    readonly second: string;
    readonly minute: string;
    readonly inLine: string;
    readonly remarks: string;
    slowed(setting: number): string;
    vendorCalls(count: string): string;
    vendorTokens(count: string): string;
    down(duration: string): string;
    readonly none: string;
  };
  readonly queue: {
    readonly title: string;
    readonly place: string;
    readonly answer: string;
    readonly waiting: string;
    readonly longest: string;
    readonly actions: string;
    readonly writing: string;
    readonly thinking: string;
    readonly stop: string;
    more(count: string): string;
    readonly none: string;
  };
  readonly platforms: {
    readonly title: string;
    readonly name: string;
    readonly state: string;
    readonly writes: string;
    readonly bill: string;
    readonly ready: string;
    readonly notReady: string;
    readonly elsewhere: string;
    billed(calls: string, messages: string): string;
    readonly none: string;
  };
  readonly use: {
    readonly models: string;
    readonly chats: string;
    readonly model: string;
    readonly chat: string;
    readonly span: string;
    readonly today: string;
    readonly month: string;
    readonly calls: string;
    readonly replies: string;
    readonly tokens: string;
    readonly cost: string;
    readonly none: string;
  };
  readonly act: {
    readonly title: string;
    readonly command: string;
    readonly args: string;
    readonly chat: string;
    readonly chatHint: string;
    readonly run: string;
    sure(command: string): string;
    readonly answer: string;
    readonly commands: Readonly<Record<ActCommand, string>>;
  };
}

/** What can be done from the dashboard. */
export type ActCommand =
  | 'pause'
  | 'resume'
  | 'stop'
  | 'new'
  | 'ban'
  | 'unban'
  | 'allow'
  | 'deny'
  | 'quota'
  | 'persona'
  | 'params'
  | 'model'
  | 'functions'
  | 'language'
  | 'stats'
  | 'queue';

import { nothingUsed } from '../../src/tally/amount.ts';
import { type CommandName, type Locale, locales, type Wording, wordingFor } from '../../src/wording/index.ts';
import type { Corner, Room, Somebody } from './corner.ts';

/** Somebody who types a command somewhere, for the first time in that chat unless others did. */
export interface Scene {
  readonly platform: Corner['platform'];
  readonly locale: Locale;
  readonly words: Wording;
  readonly room: Room;
  readonly who: Somebody;
  readonly role: 'member' | 'chat-admin' | 'admin';
  /** `platform:id` of somebody of whom nobody has heard. */
  readonly other: string;
}

/** Whether one of its admins speaks as the group. */
export const isGroupItself = ({ room, who }: Pick<Scene, 'room' | 'who'>) =>
  room.kind === 'group' && who.id === room.id;

/** What a command does where nothing has happened yet. */
export interface CommandRow {
  /** What follows the name. */
  readonly args?: (scene: Scene) => string;
  /** What is said to who may. */
  readonly says: (scene: Scene) => string;
  /** Numbers in it count what all people did, and are not looked at. */
  readonly countsAll?: true;
  /** What the audit log says of the arguments. */
  readonly audit?: (scene: Scene) => string;
  /** What may follow the name and is not understood, and what is said then; absent where nothing is read. */
  readonly mistake?: { readonly args: string; readonly says: (words: Wording) => string };
}

const used = { today: nothingUsed, month: nothingUsed };
const account = { account: 'ernie', used: 0, usedInMinute: 0, inLine: 0, limit: 100, setting: 100 };
const nobody = { conversations: 0, answers: 0, questions: 0, here: [], elsewhere: [], more: 0 };
const usual = { provider: 'ernie', usual: 'completions_pro' };
const limit = { limit: 5, what: 'replies', span: 'hour' } as const;
const languages = locales.map(locale => ({ locale, name: wordingFor(locale).languageName }));
const target = ({ other }: Scene) => ({ subject: `user:${other}` }) as const;
const subject = ({ other }: Scene) => `user:${other}`;
const weekMs = 604_800_000;

/** Every command; who may use it is told by docs/commands.md. */
export const commandRows: Readonly<Record<CommandName, CommandRow>> = {
  new: { says: ({ words }) => words.commands.forgotten },
  stop: { says: ({ words }) => words.commands.stop.nothing },
  retry: { says: ({ words }) => words.nothingToRetry },
  usage: {
    countsAll: true,
    says: ({ words, room, platform }) =>
      words.commands.usage({
        mine: used,
        priced: false,
        ...(room.kind === 'group' && { chat: used }),
        ...(platform === 'dingtalk' && { bill: { calls: 0, messages: 0 } }),
      }),
  },
  whoami: {
    says: ({ words, platform, who, room, role }) =>
      words.commands.whoami(`${platform}:${who.id}`, `${platform}:${room.id}`, role),
  },
  help: { says: ({ words }) => words.commands.help.intro },
  start: { says: ({ words }) => words.commands.start(weekMs) },
  export: { says: ({ words }) => words.commands.export.empty },
  'forget-me': {
    says: scene => scene.words.commands.forgetMe[isGroupItself(scene) ? 'anonymous' : 'warning'],
    mistake: { args: 'perhaps', says: words => words.commands.forgetMe.warning },
  },
  persona: {
    args: () => 'a pirate, 海盗',
    says: ({ words }) => words.commands.persona.set,
    audit: () => 'set',
    mistake: { args: '长'.repeat(1025), says: words => words.commands.persona.tooLong(1025, 1024) },
  },
  params: {
    args: () => 'temperature 0.7',
    says: ({ words }) => words.commands.params.set('temperature', 0.7),
    audit: () => 'temperature 0.7',
    mistake: { args: 'warmth 1', says: words => words.commands.params.how },
  },
  language: {
    args: ({ locale }) => locale,
    says: ({ words }) => words.commands.language.set,
    audit: ({ locale }) => locale,
    mistake: { args: 'Klingon', says: words => words.commands.language.how(languages) },
  },
  model: {
    args: () => 'ernie',
    says: ({ words }) => words.commands.model.set(`${usual.provider}/${usual.usual}`, false),
    audit: () => 'ernie',
    mistake: { args: '?', says: words => words.commands.model.how([usual]) },
  },
  functions: {
    args: () => 'off',
    says: ({ words }) => words.commands.functions.off,
    audit: () => 'off',
    mistake: { args: 'maybe', says: words => words.commands.functions.how },
  },
  pause: {
    says: ({ words }) => words.commands.pause.here,
    mistake: { args: 'for a while', says: words => words.commands.pause.how },
  },
  resume: {
    says: ({ words }) => words.commands.resume.here,
    mistake: { args: 'soon', says: words => words.commands.resume.how },
  },
  stats: {
    says: ({ words }) =>
      words.commands.stats({ today: { messages: 0, answers: 0, failures: {} }, models: [] }, [account]),
  },
  queue: { says: ({ words }) => words.commands.overview.queue(nobody) },
  audit: {
    args: subject,
    says: scene => scene.words.commands.overview.audit.list([], subject(scene)),
    audit: subject,
    mistake: { args: 'everything, please', says: words => words.commands.overview.audit.how },
  },
  allow: {
    args: subject,
    says: scene => scene.words.commands.doors.access.allowed(target(scene), false),
    audit: subject,
    mistake: { args: 'somebody', says: words => words.commands.doors.access.how.allow },
  },
  deny: {
    args: subject,
    says: scene => scene.words.commands.doors.access.denied(target(scene)),
    audit: subject,
    mistake: { args: 'somebody', says: words => words.commands.doors.access.how.deny },
  },
  ban: {
    args: scene => `${subject(scene)} “too loud”`,
    says: scene => scene.words.commands.doors.ban.set(target(scene), { reason: 'too loud' }),
    audit: subject,
    mistake: { args: 'somebody', says: words => words.commands.doors.ban.how },
  },
  unban: {
    args: subject,
    says: scene => scene.words.commands.doors.unban.notBanned(target(scene)),
    audit: subject,
    mistake: { args: 'somebody', says: words => words.commands.doors.unban.how },
  },
  quota: {
    args: scene => `${subject(scene)} 5 replies hour`,
    says: scene => scene.words.commands.quota.set(target(scene), limit),
    audit: scene => `${subject(scene)} 5 replies hour`,
    mistake: { args: 'somebody', says: words => words.commands.quota.how },
  },
};

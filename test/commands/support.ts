import type { Call, Command } from '../../src/commands/command.ts';
import type { CommandNeeds } from '../../src/commands/table.ts';
import type { IncomingMessage, Role } from '../../src/message.ts';
import { nothingUsed } from '../../src/tally/amount.ts';
import { wordingFor } from '../../src/wording/index.ts';

export const zh = wordingFor('zh-CN');
export const words = zh.commands;

/** Li types a command, in a group unless told otherwise. */
export function call(
  change: Partial<Omit<Call, 'message'>> & { message?: Partial<IncomingMessage> } = {},
): Call {
  const message: IncomingMessage = {
    platform: 'telegram',
    id: '5',
    chat: { id: '-100', kind: 'group' },
    sender: { id: '7', name: 'Li' },
    text: '',
    sentAt: 1_700_000_000_000,
    ...change.message,
  };
  const chat = `telegram:${message.chat.id}`;
  const role: Role = message.chat.kind === 'direct' ? 'chat-admin' : 'member';
  return {
    conversation: chat,
    chat,
    role,
    args: '',
    wording: zh,
    now: message.sentAt + 1,
    ...change,
    message,
  };
}

export const direct = { chat: { id: '7', kind: 'direct' } } as const;

/** What a command says. */
export async function said(command: Command, asked: Call): Promise<string> {
  if (command.run === undefined) throw new Error(`/${command.name} is queued`);
  const answer = await command.run(asked);
  return typeof answer === 'string' ? answer : answer.markdown;
}

/** Nothing happened yet, and nothing that is done has an effect. */
export const idle: CommandNeeds = {
  memoryMs: 604_800_000,
  groupMemory: 'chat',
  forget: async () => {},
  readRounds: async () => [],
  forgetPerson: async () => {},
  stop: async () => 'nothing',
  membersAtWork: async () => [],
  readUsage: async () => ({ mine: { today: nothingUsed, month: nothingUsed }, priced: false }),
  readStats: async () => ({ today: { messages: 0, answers: 0, failures: {} }, models: [] }),
  readAccounts: async () => [{ account: 'ernie', used: 0, usedInMinute: 0, inLine: 0, limit: 5, setting: 5 }],
  readQueue: async () => ({ conversations: 0, answers: 0, questions: 0, here: [], elsewhere: [], more: 0 }),
  audit: { recent: async () => [] },
  models: [{ provider: 'ernie', usual: 'completions_pro' }],
  functionsIn: () => [],
  rules: { set: async () => {}, clear: async () => false, list: async () => [] },
  bans: {
    set: async () => {},
    find: async () => undefined,
    lift: async () => false,
    list: async () => [],
  },
  quotas: {
    set: async () => {},
    clear: async () => false,
    list: async () => [],
    spent: async () => ({ user: [], chat: [] }),
  },
  isAdmin: () => false,
  endWorkOf: async () => {},
  platformNames: new Set(['telegram', 'feishu', 'dingtalk']),
  timeZone: 'Asia/Shanghai',
  read: async () => ({ parameters: {} }),
  setPersona: async () => {},
  setParameters: async () => {},
  setModel: async () => {},
  setFunctions: async () => {},
  usualLocale: 'zh-CN',
  showMenu: async () => {},
  readLocale: async () => undefined,
  setLocale: async () => {},
  pauses: async () => ({ here: false, everywhere: false }),
  setPaused: async () => {},
};

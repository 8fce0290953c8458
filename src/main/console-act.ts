import { randomBytes } from 'node:crypto';
import { parseScope } from '../commands/chat/scope.ts';
import { commandRunner } from '../commands/run.ts';
import { finder } from '../commands/table.ts';
import { consoleAdmin } from '../console/audit-line.ts';
import type { Act } from '../console/routes/act.ts';
import { chatOf, type IncomingMessage } from '../message.ts';
import { type CommandName, wordingFor } from '../wording/index.ts';
import type { House } from './house.ts';

/** Whether a command that the console may give is about one place: a chat, or a conversation in it. */
const needsPlace = {
  new: true,
  stop: true,
  persona: true,
  params: true,
  language: true,
  model: true,
  functions: true,
  pause: true,
  resume: true,
  stats: false,
  queue: false,
  audit: false,
  allow: false,
  deny: false,
  ban: false,
  unban: false,
  quota: false,
} as const satisfies Partial<Record<CommandName, boolean>>;

const isGiven = (name: string): name is keyof typeof needsPlace => Object.hasOwn(needsPlace, name);

/** Gives commands in the name of `console:admin`: by the table, its rules and its audit, as in any chat. */
export function consoleAct(
  house: Pick<House, 'commands' | 'audit' | 'settings' | 'platforms' | 'clock' | 'log'>,
): Act {
  const { commands, audit, settings, platforms, clock, log } = house;
  const find = finder(commands);
  const run = commandRunner({ find, audit, log });
  return async ({ command, args, place, locale = settings.LOCALE }) => {
    const name = find(command.toLowerCase())?.name;
    if (name === undefined || !isGiven(name)) return undefined;
    const isEverywhere = (name === 'pause' || name === 'resume') && parseScope(args) === 'everywhere';
    if (place === undefined && needsPlace[name] && !isEverywhere) return undefined;
    const [platform = '', ...chatId] = chatOf(place ?? consoleAdmin).split(':');
    if (!platforms.has(platform) || chatId.join('') === '') return undefined;
    const now = clock.now();
    const message: IncomingMessage = {
      platform,
      id: `console-${randomBytes(12).toString('hex')}`,
      chat: { id: chatId.join(':'), kind: 'group' },
      sender: { id: consoleAdmin, name: 'console' },
      text: '',
      sentAt: now,
    };
    const answer = await run(name, {
      message,
      conversation: place ?? consoleAdmin,
      chat: chatOf(place ?? consoleAdmin),
      role: 'admin',
      by: consoleAdmin,
      args,
      wording: wordingFor(locale),
      now,
    });
    return typeof answer === 'string' ? answer : answer.markdown;
  };
}

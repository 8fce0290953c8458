import { expect, test } from 'vitest';
import { gate } from '../../src/arrival/gate.ts';
import { commandTable, finder, menusOf } from '../../src/commands/table.ts';
import { locales } from '../../src/wording/index.ts';
import { call, direct, idle, said } from './support.ts';

const commands = commandTable(idle);
const find = finder(commands);

test('a command is found by its name and by its Chinese names', () => {
  expect(find('help')?.name).toBe('help');
  expect(find('帮助')?.name).toBe('help');
  expect(find('新对话')?.name).toBe('new');
  expect(find('停止')?.name).toBe('stop');
  expect(find('重试')?.name).toBe('retry');
  expect(find('我是谁')?.name).toBe('whoami');
  expect(find('用量')?.name).toBe('usage');
  expect(find('模型')?.name).toBe('model');
  expect(find('函数')?.name).toBe('functions');
  expect(find('constructor')).toBeUndefined();
});

test('no two commands share a name, and each name can be typed', () => {
  const names = commands.flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) {
    const { message } = call({ message: { text: `/${name} x` } });
    const arrival = {
      kind: 'message',
      message,
      author: 'person',
      address: 'mention',
      content: 'text',
    } as const;
    expect(gate(arrival, message.sentAt, 1000)).toEqual({ kind: 'command', name, args: 'x' });
  }
});

test('what can be tapped of a name on Telegram, where it ends before a hyphen, is a name of the same command', () => {
  for (const { name, aliases } of commands) {
    for (const each of [name, ...aliases]) {
      const tapped = /^\w+/.exec(each)?.[0];
      if (tapped !== undefined) expect(find(tapped)?.name).toBe(name);
    }
  }
});

test("the menu shows no command of the bot's admins, and marks those of chat admins", () => {
  const [usual, other] = menusOf(commands, 'zh-CN');
  const menu = usual?.entries ?? [];
  expect(menu.map(({ command }) => command)).toEqual([
    'new',
    'stop',
    'retry',
    'usage',
    'whoami',
    'help',
    'start',
    'export',
    'forget_me',
    'persona',
    'params',
    'language',
  ]);
  expect(menu.filter(({ adminsOnly }) => adminsOnly).map(({ command }) => command)).toEqual([
    'persona',
    'params',
    'language',
  ]);
  for (const locale of locales) {
    const [first, ...others] = menusOf(commands, locale).map(menu => menu.locale);
    expect(first).toBe(locale);
    expect(others.sort()).toEqual(locales.filter(other => other !== locale).sort());
  }
  for (const [index, { command, description }] of menu.entries()) {
    expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
    expect(find(command)).toBeDefined();
    expect(description).not.toBe(other?.entries[index]?.description);
  }
});

async function helpFor(...[change]: Parameters<typeof call>): Promise<string[]> {
  const help = find('help');
  if (help === undefined) throw new Error('no help');
  return [...(await said(help, call(change))).matchAll(/^- \/([a-z-]+)/gm)].map(([, name = '']) => name);
}

test('help shows a member of a group what members may', async () => {
  expect(await helpFor()).toEqual(['stop', 'retry', 'usage', 'whoami', 'help', 'start', 'forget-me']);
});

test('help shows the person in a direct chat what they may there', async () => {
  expect(await helpFor({ message: direct })).toEqual([
    'new',
    'stop',
    'retry',
    'usage',
    'whoami',
    'help',
    'start',
    'export',
    'forget-me',
    'persona',
    'params',
    'language',
  ]);
});

test('help shows an admin of the bot everything, under the heading of who may', async () => {
  const shown = await helpFor({ role: 'admin' });
  expect(shown).toHaveLength(commands.length);
  const admins = commands.filter(({ who }) => who === 'admin').map(({ name }) => name);
  expect(admins).toEqual(expect.arrayContaining(['model', 'pause', 'allow', 'deny', 'ban', 'unban']));
  expect(shown.slice(-admins.length)).toEqual(admins);
});

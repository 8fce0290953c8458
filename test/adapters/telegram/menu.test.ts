import { afterEach, beforeEach, expect, test } from 'vitest';
import { openApi } from '../../../adapters/telegram/api.ts';
import { openMenus } from '../../../adapters/telegram/menu.ts';
import { startTelegram, type TelegramSimulator } from '../../../simulators/telegram/index.ts';
import { silentLog } from '../../../src/log.ts';
import { Secret } from '../../../src/secret.ts';

let simulator: TelegramSimulator;
let telegram: ReturnType<typeof openApi>;
beforeEach(async () => {
  simulator = await startTelegram({ naturalLimits: false });
  telegram = openApi({ token: new Secret(simulator.token), apiRoot: simulator.url, proxy: undefined });
});
afterEach(async () => {
  await telegram.close();
  await simulator.close();
});

const menu = (locale: string) => ({
  locale,
  entries: ['help', 'persona'].map(command => ({
    command,
    description: `${command} in ${locale}`,
    adminsOnly: command === 'persona',
  })),
});
const open = () => openMenus(telegram.api, { menus: [menu('zh-CN'), menu('en')], log: silentLog });
const descriptions = (scope: Parameters<TelegramSimulator['commands']>[0], language?: string) =>
  simulator.commands(scope, language).map(({ description }) => description);

test('a menu is there for each language of an app, and the first one for all others', async () => {
  await open().set(new AbortController().signal);
  expect(descriptions({ type: 'all_group_chats' })).toEqual(['help in zh-CN']);
  expect(descriptions({ type: 'all_group_chats' }, 'zh')).toEqual(['help in zh-CN']);
  expect(descriptions({ type: 'all_chat_administrators' }, 'en')).toEqual(['help in en', 'persona in en']);
});

test('a chat that chose a language sees its menu, until it gives the language up', async () => {
  const group = simulator.group({ title: '英语角' });
  const chat = { id: String(group.id), kind: 'group' } as const;
  const scopes = ['chat', 'chat_administrators'].map(type => ({ type, chat_id: group.id }));
  await open().show(chat, 'en');
  expect(scopes.map(scope => descriptions(scope))).toEqual([['help in en'], ['help in en', 'persona in en']]);
  await open().show(chat, undefined);
  expect(scopes.map(scope => descriptions(scope))).toEqual([[], []]);
});

test('in a direct chat, where everybody is an admin, the menu stays short', async () => {
  const li = simulator.person();
  await open().show({ id: String(li.id), kind: 'direct' }, 'en');
  expect(descriptions({ type: 'chat', chat_id: li.id })).toEqual(['help in en']);
});

test('a menu that is refused keeps nobody from anything', async () => {
  simulator.fault({ kind: 'bad-request', description: 'CHAT_ID_INVALID' }, 2);
  await open().show({ id: '-1', kind: 'group' }, 'en');
  await open().set(new AbortController().signal);
  expect(descriptions({ type: 'all_group_chats' })).toEqual([]);
});

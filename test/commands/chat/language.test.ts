import { randomUUID } from 'node:crypto';
import { afterAll, expect, inject, test } from 'vitest';
import { openChatSettings } from '../../../src/chat-settings.ts';
import { languageCommand } from '../../../src/commands/chat/language.ts';
import { keysFor } from '../../../src/keys.ts';
import type { IncomingMessage } from '../../../src/message.ts';
import { connect } from '../../../src/redis/connect.ts';
import { wordingFor } from '../../../src/wording/index.ts';
import { call, said } from '../support.ts';

const redis = connect(inject('redisUrl'), 'patient', () => {});
const settings = openChatSettings(redis, keysFor(`test-${randomUUID()}`));
afterAll(() => redis.disconnect());

const menus: unknown[] = [];
const showMenu = async ({ chat }: IncomingMessage, locale: string | undefined) =>
  void menus.push([chat.id, locale]);
const command = languageCommand({ ...settings, usualLocale: 'zh-CN', showMenu });
const [zh, en] = (['zh-CN', 'en'] as const).map(locale => wordingFor(locale).commands.language);
const language = (args: string) => said(command, call({ chat: 'telegram:-5', args }));

test('a language is chosen by its code or its name, told in itself, and given up again', async () => {
  for (const english of ['en', 'EN', 'English']) {
    expect(await language(english)).toBe(en?.set);
    expect(await settings.readLocale('telegram:-5')).toBe('en');
    expect((await settings.read('telegram:-5')).locale).toBe('en');
  }
  for (const chinese of ['zh-CN', 'zh_cn', 'zh', '简体中文']) expect(await language(chinese)).toBe(zh?.set);
  expect(await language('default')).toBe(zh?.cleared);
  expect(menus.slice(-2)).toEqual([
    ['-100', 'zh-CN'],
    ['-100', undefined],
  ]);
  expect(await settings.readLocale('telegram:-5')).toBeUndefined();
});

test('what is spoken is shown with what can be typed', async () => {
  const shown = await language('');
  expect(shown).toContain(zh?.shown(true));
  expect(shown).toContain('/language en：English');
  expect(shown).toContain('/language zh-CN：简体中文');
});

test('a language that nobody taught the bot changes nothing', async () => {
  await language('en');
  expect(await language('fr')).toContain('/language en');
  expect(await settings.readLocale('telegram:-5')).toBe('en');
  expect(command.auditArgs?.('some words', call())).toBe('?');
});

import { expect, test } from 'vitest';
import { type AccessRules, allowed, roleOf } from '../../src/arrival/access.ts';
import type { IncomingMessage } from '../../src/message.ts';

function message(platform: string, chat: string, sender: string, kind: 'direct' | 'group' = 'group') {
  return {
    platform,
    id: '1',
    chat: { id: chat, kind },
    sender: { id: sender, name: 'Li' },
    text: 'hi',
    sentAt: 0,
  } satisfies IncomingMessage;
}

const nobody = new Set<string>();
const defaults: AccessRules = {
  admins: new Set(['telegram:1']),
  chats: nobody,
  users: nobody,
  openByDefault: new Set(['feishu', 'dingtalk']),
};

test('with nothing set, Telegram answers admins only, Feishu and DingTalk everybody', () => {
  expect(allowed(message('telegram', '-100', '1'), defaults)).toBe(true);
  expect(allowed(message('telegram', '-100', '2'), defaults)).toBe(false);
  expect(allowed(message('feishu', 'oc_1', 'ou_2'), defaults)).toBe(true);
  expect(allowed(message('dingtalk', 'cid1', 'staff'), defaults)).toBe(true);
});

test('a message is allowed when its chat or its sender is', () => {
  const rules = { ...defaults, chats: new Set(['telegram:-100']), users: new Set(['telegram:2']) };
  expect(allowed(message('telegram', '-100', '3'), rules)).toBe(true);
  expect(allowed(message('telegram', '-200', '2'), rules)).toBe(true);
  expect(allowed(message('telegram', '-200', '3'), rules)).toBe(false);
});

test('a list that names one platform closes it, and leaves the others as they were', () => {
  const rules = { ...defaults, users: new Set(['feishu:ou_1']) };
  expect(allowed(message('feishu', 'oc_1', 'ou_1'), rules)).toBe(true);
  expect(allowed(message('feishu', 'oc_1', 'ou_2'), rules)).toBe(false);
  expect(allowed(message('dingtalk', 'cid1', 'staff'), rules)).toBe(true);
  expect(allowed(message('telegram', '-100', '2'), rules)).toBe(false);
});

test('a star is everybody, on every platform', () => {
  expect(allowed(message('telegram', '-100', '2'), { ...defaults, users: '*' })).toBe(true);
  expect(allowed(message('telegram', '-100', '2'), { ...defaults, chats: '*' })).toBe(true);
});

test('the same number on another platform is another person', () => {
  expect(allowed(message('feishu', 'oc_1', '1'), { ...defaults, users: new Set(['feishu:2']) })).toBe(false);
});

test('everybody runs their own direct chat, and an admin is one everywhere', () => {
  expect(roleOf(message('telegram', '2', '2', 'direct'), defaults, false)).toBe('chat-admin');
  expect(roleOf(message('telegram', '-100', '2'), defaults, true)).toBe('chat-admin');
  expect(roleOf(message('telegram', '-100', '2'), defaults, false)).toBe('member');
  expect(roleOf(message('telegram', '-100', '1'), defaults, false)).toBe('admin');
});

test('whoever speaks as the group is a chat admin at most, whatever the settings say', () => {
  const rules = { ...defaults, admins: new Set(['telegram:-100']) };
  expect(roleOf(message('telegram', '-100', '-100'), rules, true)).toBe('chat-admin');
});

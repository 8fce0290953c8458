import { expect, test } from 'vitest';
import type { AccessRules } from '../../src/arrival/access.ts';
import { admitting, decide } from '../../src/arrival/admission.ts';
import type { LiveRules } from '../../src/people/at-the-door.ts';
import { aMessage } from '../support/messages.ts';

const message = aMessage({ chat: { id: 'g', kind: 'group' } });
const nobody: AccessRules = {
  admins: new Set(),
  chats: new Set(),
  users: new Set(),
  openByDefault: new Set(),
};
const everybody: AccessRules = { ...nobody, users: '*' };
const ban = { by: 'paper:admin', at: 1, whose: 'user' } as const;

test.each<[string, AccessRules, LiveRules, string]>([
  ['the settings, where nothing was ruled', nobody, {}, 'stranger'],
  ['the settings, where nothing was ruled', everybody, {}, 'welcome'],
  ["the person's rule before the settings", nobody, { userRule: 'allow' }, 'welcome'],
  ["the person's rule before the settings", everybody, { userRule: 'deny' }, 'stranger'],
  ["the chat's rule before the settings", nobody, { chatRule: 'allow' }, 'welcome'],
  ["the chat's rule before the settings", everybody, { chatRule: 'deny' }, 'stranger'],
  ["the person's rule before the chat's", nobody, { userRule: 'deny', chatRule: 'allow' }, 'stranger'],
  ["the person's rule before the chat's", nobody, { userRule: 'allow', chatRule: 'deny' }, 'welcome'],
  ['a ban before all rules', everybody, { userRule: 'allow', ban }, 'banned'],
])('at the door %s: %#', (_, rules, live, kind) => {
  expect(decide(message, rules, live).kind).toBe(kind);
});

test('who is in ADMINS is never locked out, and need not wait for Redis', async () => {
  const rules = { ...nobody, admins: new Set(['paper:u1']) };
  expect(decide(message, rules, { userRule: 'deny', ban }).kind).toBe('welcome');
  const admit = admitting(rules, () => Promise.reject(new Error('Redis is away')));
  expect(await admit(message, 0)).toEqual({ kind: 'welcome' });
  const stranger = { ...message, sender: { id: 'u2', name: '路人' } };
  await expect(admit(stranger, 0)).rejects.toThrow('Redis is away');
});

test('who speaks as a group is none of ADMINS at the door, as everywhere: a ban on the group holds for them', () => {
  const rules = { ...everybody, admins: new Set(['paper:g']) };
  const anonymous = { ...message, sender: { id: 'g', name: '群' } };
  expect(decide(anonymous, rules, {}).kind).toBe('welcome');
  expect(decide(anonymous, rules, { ban: { ...ban, whose: 'chat' } }).kind).toBe('banned');
});

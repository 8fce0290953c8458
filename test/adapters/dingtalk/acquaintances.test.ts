import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acquaintances, openAcquaintances } from '../../../adapters/dingtalk/acquaintances.ts';
import { recognise } from '../../../adapters/dingtalk/intake/recognise.ts';
import type { IncomingMessage } from '../../../src/message.ts';
import { Secret } from '../../../src/secret.ts';
import { openSpace, type Space } from '../../support/space.ts';

const wang = { encrypted: '$:LWCP_v1:$u2/+=', id: 'manager807' };

let space: Space;
let acquaintances: Acquaintances;

beforeEach(() => {
  space = openSpace();
  acquaintances = openAcquaintances(space, { clientSecret: new Secret('app-secret') });
});
afterEach(() => space.close());

const message: IncomingMessage = {
  platform: 'dingtalk',
  id: 'msg-1',
  chat: { id: 'cid1', kind: 'group' },
  sender: { id: 'staff1', name: 'Li' },
  text: '真的吗',
  sentAt: 1,
};

describe('whom the bot has met', () => {
  it('is found by the encrypted id, also by another process', async () => {
    await acquaintances.note(wang.encrypted, wang.id);
    const other = openAcquaintances(space, { clientSecret: new Secret('app-secret') });
    expect([await other.idOf(wang.encrypted), await other.idOf('$:LWCP_v1:$u3')]).toEqual([
      wang.id,
      undefined,
    ]);
  });

  it('cannot be read in Redis', async () => {
    await acquaintances.note(wang.encrypted, wang.id);
    // Long words: two letters stand in what is encrypted by chance.
    for (const key of await space.allKeys())
      expect(`${key} ${await space.redis.get(key)}`).not.toMatch(/LWCP_v1|manager807/);
  });

  it('is not told to a bot with another secret', async () => {
    await acquaintances.note(wang.encrypted, wang.id);
    const other = openAcquaintances(space, { clientSecret: new Secret('other') });
    expect(await other.idOf(wang.encrypted)).toBeUndefined();
  });
});

describe('a message names people', () => {
  const quoted = { text: '明天下雨', fromBot: false, senderName: 'Wang', senderId: wang.encrypted };
  const mentions = [
    { id: 'staff2', name: 'Han' },
    { id: wang.encrypted, name: 'Wang' },
  ];

  it('by the ids of the organisation, where they have spoken to the bot', async () => {
    await acquaintances.note(wang.encrypted, wang.id);
    expect(await recognise({ ...message, quoted, mentions }, acquaintances)).toEqual({
      ...message,
      quoted: { ...quoted, senderId: wang.id },
      mentions: [mentions[0], { id: wang.id, name: 'Wang' }],
    });
  });

  it('not by the encrypted id of who is quoted and never spoke to it: no rule would know them by that', async () => {
    const { senderId: _, ...unknown } = quoted;
    expect(await recognise({ ...message, quoted, mentions }, acquaintances)).toEqual({
      ...message,
      quoted: unknown,
      mentions,
    });
  });

  it('and is the same where it names nobody', async () => {
    expect(await recognise(message, acquaintances)).toEqual(message);
  });
});

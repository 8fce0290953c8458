import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatAdmins } from '../../../adapters/telegram/admins.ts';
import { openApi, type TelegramApi } from '../../../adapters/telegram/api.ts';
import { startTelegram, type TelegramSimulator } from '../../../simulators/telegram/index.ts';
import { systemClock } from '../../../src/clock.ts';
import type { Chat } from '../../../src/message.ts';
import { Secret } from '../../../src/secret.ts';

let simulator: TelegramSimulator;
let telegram: TelegramApi;
let now = 0;

beforeAll(async () => {
  simulator = await startTelegram({ naturalLimits: false });
  telegram = openApi({ token: new Secret(simulator.token), apiRoot: simulator.url, proxy: undefined });
});

afterAll(async () => {
  await telegram.close();
  await simulator.close();
});

function group() {
  const [boss, li] = [simulator.person(), simulator.person()];
  const room = simulator.group({ title: '测试', supergroup: true });
  for (const person of [boss, li]) simulator.join(room, person);
  simulator.makeAdmin(room, boss);
  const chat: Chat = { id: String(room.id), kind: 'group' };
  const isChatAdmin = chatAdmins(telegram.api, { ...systemClock, now: () => now });
  return { room, chat, boss, li, isChatAdmin };
}

describe('an admin of a chat', () => {
  it('is whom Telegram calls one', async () => {
    const { chat, boss, li, isChatAdmin } = group();
    expect(await isChatAdmin(chat, String(boss.id))).toBe(true);
    expect(await isChatAdmin(chat, String(li.id))).toBe(false);
  });

  it('is nobody who speaks as a channel, and everybody who speaks as the group', async () => {
    const { chat, isChatAdmin } = group();
    const asked = simulator.calls.length;
    expect(await isChatAdmin(chat, '-100123')).toBe(false);
    expect(await isChatAdmin(chat, chat.id)).toBe(true);
    expect(simulator.calls).toHaveLength(asked);
  });

  it('is found in the list of admins where the bot may not ask about a member', async () => {
    const { chat, boss, isChatAdmin } = group();
    simulator.fault({ kind: 'bad-request', description: 'CHAT_ADMIN_REQUIRED', method: 'getChatMember' });
    expect(await isChatAdmin(chat, String(boss.id))).toBe(true);
  });

  it('is everybody in a direct chat, and the group itself, without a question', async () => {
    const { chat, isChatAdmin } = group();
    const before = simulator.calls.length;
    expect(await isChatAdmin({ id: '42', kind: 'direct' }, '42')).toBe(true);
    expect(await isChatAdmin(chat, chat.id)).toBe(true);
    expect(simulator.calls).toHaveLength(before);
  });

  it('is remembered for a minute', async () => {
    const { room, chat, li, isChatAdmin } = group();
    expect(await isChatAdmin(chat, String(li.id))).toBe(false);
    simulator.makeAdmin(room, li);
    expect(await isChatAdmin(chat, String(li.id))).toBe(false);
    now += 60_001;
    expect(await isChatAdmin(chat, String(li.id))).toBe(true);
  });

  it('is nobody when Telegram does not answer', async () => {
    const { chat, boss, isChatAdmin } = group();
    simulator.fault({ kind: 'server-error', chat: Number(chat.id) }, 2);
    expect(await isChatAdmin(chat, String(boss.id))).toBe(false);
    expect(await isChatAdmin(chat, String(boss.id))).toBe(true);
  });
});

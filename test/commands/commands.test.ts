import { randomUUID } from 'node:crypto';
import { afterAll, expect, inject, test } from 'vitest';
import { openChatSettings } from '../../src/chat-settings.ts';
import { functionsCommand } from '../../src/commands/chat/functions.ts';
import { modelCommand } from '../../src/commands/chat/model.ts';
import { paramsCommand } from '../../src/commands/chat/params.ts';
import { pauseCommand } from '../../src/commands/chat/pause.ts';
import { personaCommand } from '../../src/commands/chat/persona.ts';
import { resumeCommand } from '../../src/commands/chat/resume.ts';
import { newCommand } from '../../src/commands/conversation/new.ts';
import { stopCommand } from '../../src/commands/conversation/stop.ts';
import { startCommand } from '../../src/commands/guide/start.ts';
import { usageCommand } from '../../src/commands/person/usage.ts';
import { whoamiCommand } from '../../src/commands/person/whoami.ts';
import { keysFor } from '../../src/keys.ts';
import { connect } from '../../src/redis/connect.ts';
import { nothingUsed } from '../../src/tally/amount.ts';
import { call, direct, idle, said, words } from './support.ts';

const redis = connect(inject('redisUrl'), 'patient', () => {});
const settings = openChatSettings(redis, keysFor(`test-${randomUUID()}`));
afterAll(() => redis.disconnect());

test('start tells for how long a conversation is kept', async () => {
  expect(await said(startCommand({ memoryMs: 604_800_000 }), call())).toContain('7 天');
});

test('new forgets the conversation in which it was typed', async () => {
  const forgotten: string[] = [];
  const command = newCommand({ groupMemory: 'chat', forget: async id => void forgotten.push(id) });
  expect(await said(command, call({ conversation: 'telegram:-100:t4' }))).toBe(words.forgotten);
  expect(forgotten).toEqual(['telegram:-100:t4']);
});

test('stop says who orders it, whether they may stop others, and until when', async () => {
  const orders: unknown[] = [];
  const command = stopCommand({
    ...idle,
    stop: async (...order) => {
      orders.push(order);
      return 'not-yours';
    },
  });
  expect(await said(command, call())).toBe(words.stop['not-yours']);
  await said(command, call({ role: 'admin' }));
  expect(orders).toEqual([
    ['telegram:-100', { by: '7', isAdmin: false, before: 1_700_000_000_000 }],
    ['telegram:-100', { by: '7', isAdmin: true, before: 1_700_000_000_000 }],
  ]);
});

test("an admin who asked nothing stops the members' answers; a member does not, nor who means one from outside", async () => {
  const asked: string[] = [];
  const command = stopCommand({
    stop: async (conversation, { isAdmin }) => {
      asked.push(conversation);
      return isAdmin && conversation.endsWith('m8') ? 'stopped' : 'nothing';
    },
    membersAtWork: async () => ['telegram:-100:m8', 'telegram:-100:m9'],
  });
  const own = { conversation: 'telegram:-100:m7' };
  expect(await said(command, call({ ...own, role: 'chat-admin' }))).toBe(words.stop.stopped);
  expect(asked).toEqual(['telegram:-100:m7', 'telegram:-100:m8', 'telegram:-100:m9']);
  expect(await said(command, call(own))).toBe(words.stop.nothing);
  expect(await said(command, call({ ...own, role: 'admin', by: 'console:admin' }))).toBe(words.stop.nothing);
  expect(asked.slice(3)).toEqual(['telegram:-100:m7', 'telegram:-100:m7']);
});

test('whoami tells exactly what goes into the settings', async () => {
  const text = await said(whoamiCommand, call());
  expect(text).toContain('`telegram:7`');
  expect(text).toContain('`telegram:-100`');
});

test('usage tells of the chat only where others write too', async () => {
  const asked: unknown[] = [];
  const command = usageCommand({
    ...idle,
    readUsage: async owners => {
      asked.push(owners);
      return { mine: { today: nothingUsed, month: nothingUsed }, priced: false };
    },
  });
  await said(command, call());
  await said(command, call({ message: direct }));
  expect(asked).toEqual([
    { platform: 'telegram', person: 'telegram:7', chat: 'telegram:-100' },
    { platform: 'telegram', person: 'telegram:7' },
  ]);
});

const both = [
  { provider: 'qianfan', usual: 'ernie-5.1' },
  { provider: 'ernie', usual: 'completions_pro' },
];

test('a model is chosen by its provider or by its name, and given back', async () => {
  const model = (args: string) =>
    said(modelCommand({ ...settings, models: both }), call({ chat: 'telegram:-5', args }));
  const chosen = async () => (await settings.read('telegram:-5')).model;
  expect(await model('')).toContain(words.model.shown({ answers: 'qianfan/ernie-5.1', isDefault: true }));
  expect(await model('Ernie')).toBe(words.model.set('ernie/completions_pro', false));
  expect(await chosen()).toBe('ernie');
  expect(await model('qianfan/ernie-5.0')).toBe(words.model.set('qianfan/ernie-5.0', true));
  expect(await chosen()).toBe('qianfan/ernie-5.0');
  expect(await model('')).toContain(words.model.shown({ answers: 'qianfan/ernie-5.0', isDefault: false }));
  expect(await model('default')).toBe(words.model.cleared('qianfan/ernie-5.1'));
  expect(await chosen()).toBeUndefined();
});

test.each(['openai', 'openai/gpt', 'qianfan/', 'qianfan/a b', '随便', `qianfan/${'x'.repeat(100)}`])(
  'what no configured provider has is not chosen, and what can be typed is told: %s',
  async args => {
    const asked = call({ chat: 'telegram:-6', args });
    const text = await said(modelCommand({ ...settings, models: both }), asked);
    expect(text).toContain(words.model.how(both));
    if (args.startsWith('openai')) expect(text).toContain(words.model.notConfigured('openai'));
    expect((await settings.read('telegram:-6')).model).toBeUndefined();
  },
);

test('a chosen model whose provider is not configured any more is told of, and who answers instead', async () => {
  await settings.setModel('telegram:-7', 'ernie');
  const command = modelCommand({ ...settings, models: both.slice(0, 1) });
  expect(await said(command, call({ chat: 'telegram:-7' }))).toContain(
    words.model.shown({ answers: 'qianfan/ernie-5.1', isDefault: false, lost: 'ernie' }),
  );
});

test('functions are listed, taken away and given back, and what the model has no room for is marked', async () => {
  const offered = [
    { name: 'get_weather', description: '查询*天气*', fits: true },
    { name: 'search', description: '很长'.repeat(100), fits: false },
  ];
  const functions = (args: string) =>
    said(functionsCommand({ ...settings, functionsIn: () => offered }), call({ chat: 'telegram:-8', args }));
  expect(await functions('')).toContain(words.functions.shown(offered, true));
  expect(await functions('')).toContain('`get_weather`：查询\\*天气\\*\n');
  expect(await functions('')).toMatch(/`search`：(很长){19}很…（.*放不下/);
  expect(await functions('OFF')).toBe(words.functions.off);
  expect((await settings.read('telegram:-8')).functions).toBe('off');
  expect(await functions('')).toContain(words.functions.shown(offered, false));
  expect(await functions('明天')).toBe(words.functions.how);
  expect((await settings.read('telegram:-8')).functions).toBe('off');
  expect(await functions('开')).toBe(words.functions.on(offered));
  expect((await settings.read('telegram:-8')).functions).toBeUndefined();
});

test('a pause holds until its own resume, and a pause everywhere is told of', async () => {
  const pause = pauseCommand(settings);
  const resume = resumeCommand(settings);
  const here = { chat: 'telegram:-1' };
  expect(await said(pause, call(here))).toBe(words.pause.here);
  expect(await said(pause, call({ ...here, args: '全部' }))).toBe(words.pause.everywhere);
  expect(await settings.pauses('telegram:-1')).toEqual({ here: true, everywhere: true });
  expect(await said(resume, call(here))).toBe(words.resume.stillEverywhere);
  expect(await said(resume, call({ ...here, args: 'all' }))).toBe(words.resume.everywhere);
  expect(await settings.pauses('telegram:-1')).toEqual({ here: false, everywhere: false });
  expect(await said(resume, call(here))).toBe(words.resume.here);
});

test('a pause of something unknown pauses nothing and says how', async () => {
  expect(await said(pauseCommand(settings), call({ chat: 'telegram:-2', args: '明天' }))).toBe(
    words.pause.how,
  );
  expect(await settings.pauses('telegram:-2')).toEqual({ here: false, everywhere: false });
});

test('a persona is shown, set and cleared, and never longer than the vendor takes', async () => {
  const persona = (args: string) => said(personaCommand(settings), call({ chat: 'telegram:-3', args }));
  expect(await persona('')).toBe(words.persona.none);
  expect(await persona('你是老师')).toBe(words.persona.set);
  expect(await persona('字'.repeat(1025))).toBe(words.persona.tooLong(1025, 1024));
  expect(await persona('')).toBe(words.persona.shown('你是老师'));
  expect(await persona('字'.repeat(1024))).toBe(words.persona.set);
  expect(await persona('清除')).toBe(words.persona.cleared);
  expect(await persona('')).toBe(words.persona.none);
});

test('parameters are shown, set and cleared, and top_p takes the place of temperature', async () => {
  const params = (args: string) => said(paramsCommand(settings), call({ chat: 'telegram:-4', args }));
  expect(await params('temperature 0.7')).toBe(words.params.set('temperature', 0.7));
  expect(await params('top_p 0.5')).toBe(words.params.set('top_p', 0.5, 'temperature'));
  expect(await params('penalty_score=1.2')).toBe(words.params.set('penalty_score', 1.2));
  expect(await params('')).toContain(words.params.shown({ topP: 0.5, penaltyScore: 1.2 }));
  expect(await params('top_p clear')).toBe(words.params.cleared('top_p'));
  expect((await settings.read('telegram:-4')).parameters).toEqual({ penaltyScore: 1.2 });
  expect(await params('clear')).toBe(words.params.cleared());
  expect(await params('warmth 3')).toBe(words.params.how);
  expect((await settings.read('telegram:-4')).parameters).toEqual({});
});

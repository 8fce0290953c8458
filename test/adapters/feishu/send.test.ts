import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { feishu } from '../../../adapters/feishu/index.ts';
import { type FeishuSimulator, startFeishu } from '../../../simulators/feishu/index.ts';
import type { FeishuOptions } from '../../../simulators/feishu/options.ts';
import type { World } from '../../../src/adapter.ts';
import { systemClock } from '../../../src/clock.ts';
import { Superseded } from '../../../src/errors.ts';
import type { LogEvent } from '../../../src/log.ts';
import type { Platform, ReplyRecord, ReplyTarget } from '../../../src/platform.ts';
import { buttonsWith, standingClock } from '../world.ts';
import { openWorld, settingsFor } from './world.ts';

let usual: FeishuSimulator;
const closes: (() => unknown)[] = [];

beforeAll(async () => {
  usual = await simulate();
});
afterAll(async () => {
  for (const close of closes.reverse()) await close();
});

async function simulate(options: FeishuOptions = {}): Promise<FeishuSimulator> {
  const simulator = await startFeishu(options);
  closes.push(() => simulator.close());
  return simulator;
}

interface Asked {
  readonly on?: FeishuSimulator;
  readonly world?: Partial<World>;
  readonly platform?: Platform;
  readonly buttons?: boolean;
  readonly keep?: (record: ReplyRecord) => Promise<void>;
}

/** Somebody asks, and a reply is opened. */
async function ask({ on = usual, world: parts, buttons = true, keep, platform: given }: Asked = {}) {
  const person = on.person();
  const chat = on.direct(person);
  const target: ReplyTarget = {
    chat: { id: chat.id, kind: 'direct' },
    questionId: on.say(chat, person, '你好'),
    ...(buttons && { buttons: buttonsWith('abc') }),
  };
  const logged: { event: LogEvent; fields: object }[] = [];
  const { world, close } = openWorld(inject('redisUrl'), {
    log: (event, fields) => logged.push({ event, fields }),
    ...parts,
  });
  const platform = given ?? (await feishu.create(settingsFor(on), world));
  closes.push(close, () => platform.close());
  const records: ReplyRecord[] = [];
  const keepRecord = async (record: ReplyRecord) => {
    await keep?.(record);
    records.push(JSON.parse(JSON.stringify(record)));
  };
  const reply = platform.open(target, keepRecord);
  const resume = () => platform.resume(target, records.at(-1) ?? {}, keepRecord);
  const screen = () => on.messages(chat).filter(({ byBot }) => byBot);
  const since = on.calls.length;
  const calls = () => on.calls.slice(since).map(({ api, code }) => (code ? `${api} ${code}` : api));
  return { person, chat, target, platform, reply, resume, records, screen, calls, logged };
}

const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, i) => `第${i}段。`.repeat(500)).join('\n\n');

describe('a growing card', () => {
  it('is created, sent, streamed to, closed, and given its last buttons', async () => {
    const { reply, calls, screen, target } = await ask();
    await reply.show('一。');
    expect(screen()).toMatchObject([{ text: '一。', streaming: true, replyTo: target.questionId }]);
    expect(screen()[0]?.buttons).toMatchObject([{ id: 'stop', value: { act: 'stop', token: 'abc' } }]);
    await reply.show('一。二。');
    await reply.finish('一。二。**三**。');
    expect(calls()).toEqual([
      'token',
      'cards.create',
      'messages.reply',
      'cards.content',
      'cards.settings',
      'cards.update',
    ]);
    expect(screen()).toMatchObject([{ text: '一。二。**三**。', streaming: false, summary: '一。二。三。' }]);
    expect(screen()[0]?.buttons.map(({ id }) => id)).toEqual(['retry', 'new']);
  });

  it('has what the model thought as a quote while it grows, and folded in the end', async () => {
    const { reply, screen, calls } = await ask();
    await reply.show('> 先看问题。');
    expect(screen()[0]?.elements).toEqual({ answer: '> 先看问题。' });
    await reply.show('> 先看问题。\n\n答。');
    await reply.finish('> [!THINKING] 思考过程\n> 先看问题。\n\n答。完。');
    expect(screen()).toMatchObject([
      { elements: { folded: '思考过程', inside: '先看问题。', answer: '答。完。' }, summary: '答。完。' },
    ]);
    expect(calls().slice(3)).toEqual(['cards.content', 'cards.settings', 'cards.update']);
    // Asked again: it grows anew.
    await reply.show('> 再看。');
    expect(screen()).toMatchObject([{ elements: { answer: '> 再看。' }, streaming: true }]);
  });

  it('keeps its record before and after it is sent, and no text in it', async () => {
    const { reply, records, screen } = await ask({ world: { clock: standingClock() } });
    await reply.show('秘密。');
    await reply.finish('秘密！');
    const card = screen()[0]?.cardId;
    expect(records).toMatchObject([
      { sheets: [{ form: 'stream', card, sequence: 100 }] },
      { sheets: [{ form: 'stream', card, message: screen()[0]?.id }] },
    ]);
    expect(JSON.stringify(records)).not.toContain('秘密');
  });

  it('is not sent when another process owns the reply', async () => {
    const { reply, screen } = await ask({ keep: () => Promise.reject(new Superseded('taken over')) });
    await expect(reply.show('你好')).rejects.toThrow(Superseded);
    expect(screen()).toEqual([]);
  });

  it('is not written by who stood still, and was followed by another process', async () => {
    let now = systemClock.now();
    let isFollowed = false;
    const standStill = async () => {
      if (!screen()[0]) return 0;
      now += 20_000;
      isFollowed = true;
      return 0;
    };
    const { reply, screen } = await ask({
      buttons: false,
      world: {
        clock: { ...systemClock, now: () => now },
        budget: { take: standStill, block: async () => {} },
      },
      keep: async () => {
        if (isFollowed) throw new Superseded('another goes on');
      },
    });
    await reply.show('一。');
    await expect(reply.finish('一。二。')).rejects.toThrow(Superseded);
    expect(screen()).toMatchObject([{ text: '一。' }]);
  });

  it('whose sending was not confirmed is there once', async () => {
    const { reply, screen } = await ask();
    usual.fault({ kind: 'lost-answer', api: 'messages.reply' });
    await reply.show('一。');
    await reply.finish('一。二。');
    expect(screen()).toMatchObject([{ text: '一。二。', streaming: false }]);
  });

  it('goes on in a process that did not know it, with higher numbers', async () => {
    const { reply, resume, screen, calls } = await ask();
    await reply.show('一。');
    await reply.show('一。二。');
    const successor = resume();
    await successor.show('一。二。三。');
    await successor.finish('一。二。三。完。');
    expect(screen()).toMatchObject([{ text: '一。二。三。完。', streaming: false }]);
    expect(calls().some(call => / \d/.test(call))).toBe(false);
  });

  it('takes other numbers when its own are used up, and keeps that', async () => {
    const { reply, resume, screen, records, calls } = await ask();
    await reply.show('一。');
    const successor = resume();
    await successor.show('一。二。');
    // The former owner comes back: its numbers are too low by now.
    await reply.show('一。二。三。');
    expect(calls()).toContain('cards.content 300317');
    expect(screen()[0]?.text).toBe('一。二。三。');
    expect(records.at(-1)).toMatchObject({ sheets: [{ sequence: 300 }] });
  });

  it('is opened again when its ten minutes are over', async () => {
    const simulator = await simulate();
    const { reply, screen, calls } = await ask({ on: simulator });
    await reply.show('一。');
    simulator.advance(601_000);
    await reply.show('一。二。');
    expect(calls()).toContain('cards.content 200850');
    expect(screen()).toMatchObject([{ text: '一。二。', streaming: true }]);
    expect(screen()[0]?.buttons.map(({ id }) => id)).toEqual(['stop']);
    simulator.advance(601_000);
    await reply.finish('一。二。三。');
    expect(screen()).toMatchObject([{ text: '一。二。三。', streaming: false }]);
  });

  it('ends though its ten minutes were over', async () => {
    const { reply, screen } = await ask();
    await reply.show('一。');
    usual.fault({ kind: 'code', code: 300309, api: 'cards.settings' });
    await reply.finish('一。二。');
    expect(screen()).toMatchObject([{ text: '一。二。', streaming: false, summary: '一。二。' }]);
  });

  it('begins anew for another answer, in place of the old one', async () => {
    const { reply, resume, screen } = await ask();
    await reply.finish('旧的回答。');
    const again = resume();
    await again.show('新的。');
    expect(screen()).toMatchObject([{ text: '新的。', streaming: true, buttons: [{ id: 'stop' }] }]);
    await again.finish('新的。好。');
    expect(screen()).toMatchObject([{ text: '新的。好。', streaming: false }]);
  });

  it('that gets too long goes on in another, and only the last can be stopped', async () => {
    const { reply, screen } = await ask();
    await reply.show(paragraphs(6));
    expect(screen().map(({ streaming, buttons }) => [streaming, buttons.length])).toEqual([
      [false, 0],
      [true, 1],
    ]);
    await reply.finish('短。');
    expect(screen()).toMatchObject([{ text: '短。', streaming: false }]);
  });

  it('is shown plainly when its formatting is refused', async () => {
    const { reply, screen } = await ask();
    await reply.show('一。');
    usual.fault({ kind: 'code', code: 230099, api: 'cards.update' });
    await reply.finish('**二**。');
    expect(screen()).toMatchObject([{ text: '二。', streaming: false }]);
  });
});

describe('what Feishu refuses', () => {
  it('in every form, for what it says, is said plainly', async () => {
    const { reply, screen } = await ask();
    usual.fault({ kind: 'code', code: 230099, api: 'cards.create' });
    usual.fault({ kind: 'code', code: 230099, api: 'messages.reply' }, 2);
    await reply.finish('**二**。');
    expect(screen()).toMatchObject([{ kind: 'post', text: '二。' }]);
  });

  it('with HTTP 200 is refused all the same', async () => {
    const { reply } = await ask();
    usual.fault({ kind: 'code', code: 230002, status: 200, api: 'messages.reply' });
    await expect(reply.finish('一。')).rejects.toMatchObject({ kind: 'gone' });
  });

  it('for a moment lands after it', async () => {
    const { reply, screen, logged } = await ask();
    await reply.show('一。');
    usual.fault({ kind: 'too-many-calls', resetS: 1, api: 'cards.update' });
    await reply.finish('二。');
    expect(screen()).toMatchObject([{ text: '二。' }]);
    expect(logged).toContainEqual({
      event: 'platform.busy',
      fields: { platform: 'feishu', scope: 'feishu:api:replaceCard', retryInMs: 1000 },
    });
  });

  it('because the question was taken back comes all the same, and answers nothing', async () => {
    const { reply, target, chat, screen } = await ask();
    usual.recall(chat, target.questionId ?? '');
    await reply.show('一。');
    await reply.finish('一。二。');
    expect(screen()).toMatchObject([{ text: '一。二。', replyTo: undefined }]);
  });

  it('for want of a permission comes in a simpler form, and is tried again later', async () => {
    const simulator = await simulate();
    let now = Date.now();
    const clock = { ...systemClock, now: () => now };
    simulator.missingScopes('cardkit:card:write');
    const first = await ask({ on: simulator, world: { clock } });
    await first.reply.show('一。');
    await first.reply.show('一。二。');
    await first.reply.finish('一。二。三。');
    expect(first.screen()).toMatchObject([{ text: '一。二。三。', kind: 'interactive' }]);
    expect(first.logged).toContainEqual({
      event: 'platform.simpler',
      fields: { platform: 'feishu', form: 'patch', why: 'the permission cardkit:card:write is missing' },
    });
    simulator.missingScopes();
    const second = await ask({ on: simulator, platform: first.platform });
    await second.reply.finish('一。');
    expect(second.screen()[0]?.cardId).toBeUndefined();
    now += 601_000;
    const third = await ask({ on: simulator, platform: first.platform });
    await third.reply.finish('一。');
    expect(third.screen()[0]?.cardId).toBeDefined();
  });

  it('in the middle of a patched card leaves one message, not two', async () => {
    const simulator = await simulate();
    simulator.missingScopes('cardkit:card:write', 'im:message', 'im:message:update');
    const { reply, screen } = await ask({ on: simulator });
    await reply.show('一。');
    await reply.show('一。二。');
    expect(screen()).toEqual([]);
    await reply.finish('一。二。三。');
    expect(screen()).toMatchObject([{ kind: 'post', text: '一。二。三。' }]);
  });
});

describe('a message that may have been sent before', () => {
  const noCardKit = 'cardkit:card:write';

  it('whose sending was not confirmed shows its last state', async () => {
    const simulator = await simulate();
    simulator.missingScopes(noCardKit);
    const { reply, screen } = await ask({ on: simulator });
    simulator.fault({ kind: 'lost-answer', api: 'messages.reply' });
    await reply.show('一。');
    await reply.finish('一。二。');
    expect(screen()).toMatchObject([{ kind: 'interactive', text: '一。二。' }]);
  });

  it.each(['interactive', 'post'])(
    'by a process that was killed shows what its successor says: %s',
    async kind => {
      const simulator = await simulate();
      const { platform, target, reply, records, screen } = await ask({ on: simulator });
      if (kind === 'post') simulator.fault({ kind: 'code', code: 99991672, api: 'messages.reply' });
      simulator.missingScopes(noCardKit);
      await reply.finish('一。');
      const killed = records.findLast(record => !JSON.stringify(record).includes('message')) ?? {};
      await platform.resume(target, killed, async () => {}).finish('一。二。');
      expect(screen()).toMatchObject([{ kind, text: '一。二。' }]);
    },
  );

  it('and was taken back already is taken back', async () => {
    const { reply, screen } = await ask();
    await reply.show(paragraphs(6));
    usual.fault({ kind: 'code', code: 230110, api: 'messages.recall' });
    await reply.finish('短。');
    expect(screen()[0]).toMatchObject({ text: '短。', streaming: false });
  });

  it('and has to go is in the record until it has gone', async () => {
    let now = systemClock.now();
    const waitLong = async () => {
      now += 2000;
      return 0;
    };
    let forgotten = 0;
    const { reply, screen } = await ask({
      world: {
        clock: { ...systemClock, now: () => now },
        budget: { take: waitLong, block: async () => {} },
      },
      keep: async ({ sheets }) => {
        forgotten = Math.max(forgotten, screen().length - (sheets as unknown[]).length);
      },
    });
    await reply.show(paragraphs(6));
    expect(screen().length).toBeGreaterThan(1);
    await reply.finish('短。');
    expect(screen()).toHaveLength(1);
    expect(forgotten).toBe(0);
  });
});

describe('words of our own', () => {
  it('are one call, without buttons', async () => {
    const { reply, calls, screen } = await ask({ buttons: false });
    await reply.finish('**帮助**');
    expect(calls()).toEqual(['token', 'messages.reply']);
    expect(screen()).toMatchObject([{ text: '**帮助**', buttons: [], summary: '帮助' }]);
  });

  it('reach an admin whom only an id names', async () => {
    const { platform, person, screen } = await ask();
    await platform.open({ chat: { id: person.openId, kind: 'direct' } }, async () => {}).finish('请看。');
    expect(screen()).toMatchObject([{ text: '请看。' }]);
  });
});

describe('an access token', () => {
  it('is fetched once for many first calls, and once more when it is refused', async () => {
    const simulator = await simulate();
    const { world, close } = openWorld(inject('redisUrl'));
    const settings = settingsFor(simulator);
    const platforms = await Promise.all([1, 2, 3].map(() => feishu.create(settings, world)));
    closes.push(close, ...platforms.map(platform => () => platform.close()));
    const group = simulator.group({ title: '组' });
    const askAll = () =>
      Promise.all(
        platforms.flatMap(({ isChatAdmin }) =>
          [1, 2, 3, 4].map(count => isChatAdmin({ id: `${group.id}`, kind: 'group' }, `ou_${count}`)),
        ),
      );
    const tokens = () => simulator.calls.filter(({ api }) => api === 'token').length;
    await askAll();
    expect(tokens()).toBe(1);
    simulator.expireTokens();
    const { reply, screen } = await ask({ on: simulator, platform: platforms[0] as Platform });
    await reply.finish('好。');
    expect(screen()).toMatchObject([{ text: '好。' }]);
    expect(tokens()).toBe(2);
  });
});

it('who owns or manages a group may what admins may', async () => {
  const { platform } = await ask();
  const [owner, manager, member] = [usual.person(), usual.person(), usual.person()];
  const group = usual.group({ title: '组' });
  usual.setOwner(group, owner);
  usual.makeManager(group, manager);
  usual.join(group, member);
  const isAdmin = (id: string, openId: string) => platform.isChatAdmin({ id, kind: 'group' }, openId);
  expect(await isAdmin(group.id, owner.openId)).toBe(true);
  expect(await isAdmin(group.id, manager.openId)).toBe(true);
  expect(await isAdmin(group.id, member.openId)).toBe(false);
  expect(await isAdmin('oc_nowhere', owner.openId)).toBe(false);
});

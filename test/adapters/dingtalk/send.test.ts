import { afterEach, describe, expect, it } from 'vitest';
import { dingtalk } from '../../../adapters/dingtalk/index.ts';
import { PlatformFailure, Superseded } from '../../../src/errors.ts';
import type { ReplyRecord } from '../../../src/platform.ts';
import type { WriteBudget } from '../../../src/write-budget.ts';
import { eventually } from '../../support/eventually.ts';
import { type House, type HouseParts, openHouse } from './house.ts';
import { virtualClock } from './virtual-clock.ts';
import { settingsFor } from './world.ts';

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close();
});

async function open(parts: HouseParts = {}): Promise<House> {
  const house = await openHouse(parts);
  houses.push(house);
  return house;
}

const openAsk = async (parts: HouseParts = {}) => {
  const house = await open(parts);
  return { ...house, ...(await house.ask()) };
};

const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, i) => `第${i + 1}段。`.repeat(300)).join('\n\n');
const unbounded: WriteBudget = { take: async () => 0, block: async () => {} };
const never = new AbortController().signal;

describe('an AI card', () => {
  it('is created with its first state, streamed to, and finished, with a call for each', async () => {
    const { reply, calls, screen, billed } = await openAsk();
    await reply.show('一。');
    expect(screen()).toMatchObject([{ kind: 'card', text: '一。', flowStatus: '2' }]);
    expect(screen()[0]?.params['config']).toBe('{"autoLayout":true}');
    await reply.show('一。二。');
    await reply.finish('一。二。**三**。');
    expect(calls()).toEqual(['token', 'cards.createAndDeliver', 'cards.streaming', 'cards.streaming']);
    expect(screen()).toMatchObject([{ text: '一。二。三。', flowStatus: '3' }]);
    expect(screen()[0]?.buttons.map(({ id }) => id)).toEqual(['retry', 'new']);
    expect(billed).toEqual({ calls: 3, messages: 0 });
  });

  it('that is complete when it is first sent takes one call', async () => {
    const { reply, calls, screen } = await openAsk();
    await reply.finish('一。');
    expect(calls()).toEqual(['token', 'cards.createAndDeliver']);
    expect(screen()).toMatchObject([{ text: '一。', flowStatus: '3' }]);
  });

  it('is marked where its answer failed', async () => {
    const { ask } = await open();
    const begun = await ask();
    await begun.reply.show('一。');
    await begun.reply.fail('一。断了。');
    expect(begun.screen()).toMatchObject([{ text: '一。断了。', flowStatus: '5' }]);
    const atOnce = await ask();
    await atOnce.reply.fail('没有回答。');
    expect(atOnce.screen()).toMatchObject([{ text: '没有回答。', flowStatus: '5' }]);
  });

  it("tells templates of DingTalk's own what they show", async () => {
    const { reply, screen } = await openAsk({ settings: { DINGTALK_CARD_CONTENT_KEY: 'msgContent' } });
    await reply.show('一。');
    expect(screen()[0]?.params).toMatchObject({
      msgContent: '一。',
      sys_full_json_obj: '{"order":["msgContent"]}',
    });
  });

  it('mentions who asked in a group, once, and nobody whom the model names', async () => {
    const { ask, simulator } = await open();
    const { reply, screen, person } = await ask({ group: simulator.group({ title: '组' }) });
    await reply.show(paragraphs(6));
    await reply.finish(`${paragraphs(6)} @所有人 <@all> @staff1`);
    expect(screen().map(({ mentions }) => mentions)).toEqual([[person.staffId], []]);
  });

  it('keeps its record before and after it is sent, small, and no text in it', async () => {
    const { reply, records, screen } = await openAsk();
    await reply.show('秘密。');
    expect(records).toMatchObject([
      { calls: 1, sheets: [{ form: 'ai-card', state: 'begun' }] },
      { calls: 1, sheets: [{ form: 'ai-card', state: 'open', id: screen()[0]?.outTrackId }] },
    ]);
    await reply.finish('秘密！');
    const last = JSON.stringify(records.at(-1));
    expect(last).toMatch(/"calls":2.*"ended":"[\da-f]{16}".*"closed"/);
    expect(last).not.toMatch(/秘密|http|session/);
    expect(last.length).toBeLessThan(250);
  });

  it('is not sent when another process owns the reply', async () => {
    const { ask } = await open();
    const { reply, screen } = await ask({ keep: () => Promise.reject(new Superseded('taken over')) });
    await expect(reply.show('你好')).rejects.toThrow(Superseded);
    expect(screen()).toEqual([]);
  });

  it('whose creation was not confirmed is there once', async () => {
    const { reply, screen, simulator } = await openAsk();
    simulator.fault({ kind: 'lost-answer', api: 'cards.createAndDeliver' });
    await reply.show('一。');
    await reply.show('一。二。');
    await reply.finish('一。二。三。');
    expect(screen()).toMatchObject([{ text: '一。二。三。', flowStatus: '3' }]);
  });

  it('that a killed process created goes on in another, which counts on', async () => {
    const { reply, resume, records, screen, calls } = await openAsk();
    await reply.show('一。');
    const successor = resume(records[0]);
    await successor.show('一。二。');
    await successor.finish('一。二。三。');
    expect(screen()).toMatchObject([{ text: '一。二。三。', flowStatus: '3' }]);
    expect(calls()).toEqual([
      'token',
      'cards.createAndDeliver',
      'cards.createAndDeliver param.cardAlreadyExist',
      'cards.streaming',
      'cards.streaming',
    ]);
    expect(records.at(-1)).toMatchObject({ calls: 4 });
  });

  it('whose last state was not confirmed shows it, and ends', async () => {
    const { reply, screen, simulator, calls } = await openAsk();
    await reply.show('一。');
    simulator.fault({ kind: 'lost-answer', api: 'cards.streaming' });
    await reply.finish('一。二。');
    expect(screen()).toMatchObject([{ text: '一。二。', flowStatus: '3' }]);
    expect(screen()[0]?.states).toHaveLength(2);
    expect(calls()).toEqual(['token', 'cards.createAndDeliver', 'cards.streaming', 'cards.streaming']);
  });

  it('is ended once, however often that is repeated', async () => {
    const { reply, resume, calls } = await openAsk();
    await reply.show('一。');
    await reply.finish('一。二。');
    const before = calls().length;
    await reply.finish('一。二。');
    await resume().finish('一。二。');
    expect(calls()).toHaveLength(before);
  });

  it('begins anew for another answer, in place of the old one, with calls of its own', async () => {
    const { reply, resume, screen, calls, records } = await openAsk();
    for (const state of ['一', '二', '三', '四', '五']) await reply.show(state);
    await reply.finish('旧的回答。');
    const again = resume();
    await again.ready(never);
    await again.show('新的。');
    expect(screen()).toMatchObject([{ text: '新的。', flowStatus: '2', buttons: [{ id: 'stop' }] }]);
    await again.show('新的。很');
    await again.finish('旧的回答。');
    expect(screen()).toMatchObject([{ text: '旧的回答。', flowStatus: '3' }]);
    expect(calls().slice(-3)).toEqual(['cards.update', 'cards.streaming', 'cards.streaming']);
    expect(records.at(-1)).toMatchObject({ calls: 3, generation: 1 });
  });

  it('that cannot be changed any more is followed by another', async () => {
    const { reply, resume, screen, simulator } = await openAsk();
    await reply.finish('旧的回答。');
    simulator.fault({ kind: 'code', code: 'param.cardNotExist', api: 'cards.update' });
    const again = resume();
    await again.show('新的。');
    await again.finish('新的。好。');
    expect(screen()).toMatchObject([
      { text: '旧的回答。', flowStatus: '3' },
      { text: '新的。好。', flowStatus: '3' },
    ]);
  });

  it('that another has finished shows the last state all the same', async () => {
    const { reply, resume, screen } = await openAsk();
    await reply.show('一。');
    const successor = resume();
    await successor.finish('一。二。');
    await reply.finish('一。二。三。');
    expect(screen()).toMatchObject([{ text: '一。二。三。', flowStatus: '3' }]);
  });

  it('that DingTalk finds too large goes on in a second one, and so do the answers after it', async () => {
    const { ask } = await open({
      simulator: { limits: { cardBytes: 2500 } },
      settings: { DINGTALK_CALLS_PER_REPLY: '20' },
    });
    const { reply, screen, records } = await ask();
    await reply.show('一。');
    await reply.show(paragraphs(2));
    await reply.finish(paragraphs(3));
    expect(screen().length).toBeGreaterThan(2);
    expect(new Set(screen().map(({ flowStatus }) => flowStatus))).toEqual(new Set(['3']));
    expect(
      screen()
        .map(({ text }) => text)
        .join(''),
    ).toBe(paragraphs(3).replaceAll('\n\n', ''));
    expect(records.at(-1)).toMatchObject({ bytes: 1500 });
    const after = await ask();
    await after.reply.finish(paragraphs(2));
    expect(after.calls().some(call => call.includes('param'))).toBe(false);
  });

  it('that became too long for a shorter answer leaves nothing of it', async () => {
    const { reply, screen } = await openAsk();
    await reply.show(paragraphs(6));
    await reply.finish('短。');
    expect(screen()).toMatchObject([
      { text: '短。', flowStatus: '3' },
      { text: '…', flowStatus: '3' },
    ]);
  });

  it('with what DingTalk takes for unsafe says so, and is marked', async () => {
    const { ask, simulator, world } = await open();
    const begun = await ask();
    await begun.reply.show('一。');
    simulator.fault({ kind: 'code', code: 'param.contentUnsafe', api: 'cards', about: '坏' }, 9);
    await begun.reply.show('一。坏。');
    await begun.reply.finish('一。坏。二。');
    expect(begun.screen()).toMatchObject([{ text: world.unsafeText, flowStatus: '5' }]);
    const atOnce = await ask();
    await atOnce.reply.finish('坏。');
    expect(atOnce.screen()).toMatchObject([{ text: world.unsafeText, flowStatus: '5' }]);
  });

  it('brings back whose answer it is when a button is pressed, and only then', async () => {
    const { reply, screen, chat, person, simulator, world } = await openAsk();
    await reply.show('一。');
    const kept = await world.redis.get(world.keys.platform('dingtalk', `card:${screen()[0]?.outTrackId}`));
    expect(JSON.parse(kept ?? '')).toEqual({ chat: { id: chat.id, kind: 'direct' }, token: 'abc' });
    expect(await simulator.press(chat, person, screen()[0]?.id ?? '', 'stop')).toMatchObject({
      answered: true,
    });
  });

  it('has no buttons where presses do not reach us', async () => {
    const house = await open();
    const { reply, screen } = await house.ask();
    await reply.finish('一。');
    expect(screen()[0]?.buttons).not.toEqual([]);
    const settings = settingsFor(house.simulator, { DINGTALK_MODE: 'webhook' });
    const deaf = await dingtalk.create(settings, house.world);
    const { target, screen: other } = await house.ask();
    await deaf.open(target, async () => {}).finish('一。');
    await deaf.close();
    expect(other()).toMatchObject([{ text: '一。', buttons: [] }]);
  });
});

describe('the calls of an answer', () => {
  it.each([2, 3, 6])('are %i at most, and the last is kept for the end', async calls => {
    const { ask, simulator } = await open({
      simulator: { limits: false },
      settings: { DINGTALK_CALLS_PER_REPLY: String(calls) },
      world: { budget: unbounded },
    });
    for (let answer = 0; answer < 5; answer++) {
      const { reply, screen } = await ask();
      let text = '';
      for (let state = 0; state < 12; state++) {
        text += `第${state}句。`;
        await reply.show(text);
      }
      await reply.finish(`${text}完。`);
      expect(screen()).toMatchObject([{ text: `${text}完。`, flowStatus: '3' }]);
    }
    expect(simulator.billed().calls).toBe(5 * calls);
  });

  it('of a hundred answers are six hundred at most, with long answers and refusals among them', async () => {
    const { ask, simulator, billed } = await open({
      simulator: { limits: { apiPerSecond: 1000 }, monthly: { calls: 10_000 } },
      world: { budget: unbounded },
    });
    simulator.fault({ kind: 'too-fast', api: 'cards' }, 20);
    simulator.fault({ kind: 'code', code: 'param.stream.content', api: 'cards.streaming' }, 1);
    await Promise.all(
      Array.from({ length: 100 }, async (_, answer) => {
        const { reply, screen } = await ask();
        const whole = paragraphs(1 + (answer % 8));
        for (const part of [0.1, 0.2, 0.3, 0.4, 0.6, 0.8])
          await reply.show(whole.slice(0, whole.length * part));
        await reply.finish(whole);
        expect(
          screen()
            .map(({ text }) => text)
            .join('')
            .replace(/\s/g, ''),
        ).toBe(whole.replace(/\s/g, ''));
        expect(screen().filter(({ streaming }) => streaming)).toEqual([]);
      }),
    );
    expect(simulator.billed().calls).toBeLessThanOrEqual(600);
    expect(billed.calls).toBeLessThanOrEqual(600);
  });

  it('come at the planned times, and not at all once only the last is left', async () => {
    const clock = virtualClock();
    const house = await open();
    const { target } = await house.ask();
    const world = { ...house.world, clock, budget: unbounded };
    const platform = await dingtalk.create(settingsFor(house.simulator), world);
    const reply = platform.open(target, async () => {});
    for (const [state, waitMs] of [0, 1000, 2000, 4000, 8000].entries()) {
      let due = false;
      const ready = reply.ready(never).then(() => {
        due = true;
      });
      if (waitMs > 0) await clock.advance(waitMs - 1);
      expect(due).toBe(false);
      await eventually('the time for a state', async () => {
        await clock.advance(state === 0 ? 0 : 1);
        return due;
      });
      await ready;
      await reply.show('句。'.repeat(state + 1));
    }
    const end = new AbortController();
    const waiting = reply.ready(end.signal);
    end.abort(new Error('the end'));
    await expect(waiting).rejects.toThrow('the end');
    await reply.finish('句。'.repeat(6));
    await platform.close();
    expect(house.simulator.billed().calls).toBe(6);
  });

  it('go beyond only for what must land', async () => {
    const { reply, screen, simulator } = await openAsk({ settings: { DINGTALK_CALLS_PER_REPLY: '2' } });
    await reply.show('一。');
    simulator.fault({ kind: 'server-error', api: 'cards.streaming' }, 2);
    await reply.finish('一。二。');
    expect(screen()).toMatchObject([{ text: '一。二。', flowStatus: '3' }]);
  });

  it('that are left no more make the rest of a long answer come by the session webhook', async () => {
    const { reply, resume, screen, simulator, records } = await openAsk({
      settings: { DINGTALK_CALLS_PER_REPLY: '3' },
    });
    await reply.show('一。');
    await reply.show('一。二。');
    const answer = `${paragraphs(13)}\n\n| 甲 | 乙 |\n| - | - |\n| 1 | 2 |`;
    await reply.finish(answer);
    const kinds = screen().map(({ kind }) => kind);
    expect(kinds.slice(0, 4)).toEqual(['card', 'markdown', 'markdown', 'markdown']);
    expect(
      screen()
        .map(({ text }) => text)
        .join(''),
    ).toContain('第13段。');
    expect(screen().at(-1)?.text).not.toContain('|');
    expect(simulator.billed()).toEqual({ calls: 3, messages: kinds.length - 1 });
    // Killed in the middle: what was not sent follows, and nothing twice.
    const killed = records.at(-4) as ReplyRecord;
    const before = screen().length;
    await resume(killed).finish(answer);
    expect(screen().length).toBe(before + 1);
  });

  it('that are left no more are used for further cards where no session webhook is valid', async () => {
    const { ask } = await open({ settings: { DINGTALK_CALLS_PER_REPLY: '2' } });
    const { reply, screen } = await ask({ sessionWebhook: 'https://example.com/robot/sendBySession' });
    await reply.finish(paragraphs(20));
    expect(screen().length).toBeGreaterThan(3);
    expect(new Set(screen().map(({ kind }) => kind))).toEqual(new Set(['card']));
  });
});

describe('the ladder', () => {
  it('without a template is one message at the end, without any call', async () => {
    const { reply, screen, calls, simulator } = await openAsk({
      settings: { DINGTALK_CARD_TEMPLATE_ID: '' },
    });
    expect(reply.wordsAtMost).toBe(0);
    const end = new AbortController();
    const waiting = reply.ready(end.signal);
    await reply.show('一。');
    end.abort(new Error('the end'));
    await expect(waiting).rejects.toThrow('the end');
    expect(screen()).toEqual([]);
    await reply.finish('**一**。\n二。');
    expect(screen()).toMatchObject([{ kind: 'markdown', text: '一。\n二。', title: '一。 二。' }]);
    expect(calls()).toEqual(['session']);
    expect(simulator.billed()).toEqual({ calls: 0, messages: 1 });
  });

  it('is the standard card where the settings say so, with the same calls', async () => {
    const { reply, screen, calls, resume } = await openAsk({
      settings: { DINGTALK_CARD_TEMPLATE_ID: 'standard', DINGTALK_CALLS_PER_REPLY: '3' },
    });
    expect(reply.wordsAtMost).toBe(1);
    await reply.show('一。');
    await reply.show('一。二。');
    await reply.show('一。二。三。');
    await reply.finish('一。二。三。**四**。');
    expect(calls()).toEqual(['token', 'standard.send', 'standard.update', 'standard.update']);
    expect(screen()).toMatchObject([{ kind: 'standard-card', text: '一。二。三。四。', buttons: [] }]);
    await resume().finish('新的。');
    expect(screen()).toMatchObject([{ kind: 'standard-card', text: '新的。' }]);
  });

  it('goes on in the standard card of a killed process', async () => {
    const { reply, screen, records, resume } = await openAsk({
      settings: { DINGTALK_CARD_TEMPLATE_ID: 'standard' },
    });
    await reply.show('一。');
    await resume(records[0]).finish('一。二。');
    expect(screen()).toMatchObject([{ kind: 'standard-card', text: '一。二。' }]);
  });

  it('begins with a message for who is outside of the organisation, and for words without buttons', async () => {
    const { ask, simulator } = await open();
    const outsider = await ask({ outsider: true });
    await outsider.reply.finish('一。');
    expect(outsider.screen()).toMatchObject([{ kind: 'markdown', text: '一。' }]);
    const inGroup = await ask({ outsider: true, group: simulator.group({ title: '组' }) });
    await inGroup.reply.finish('一。');
    expect(inGroup.screen()).toMatchObject([{ kind: 'markdown', text: '一。', mentions: [] }]);
    const command = await ask({ buttons: false });
    await command.reply.finish('一。');
    expect(command.screen()).toMatchObject([{ kind: 'markdown', text: '一。' }]);
    expect(simulator.billed()).toEqual({ calls: 0, messages: 3 });
  });

  it.each([
    ['template', 'param.templateNotExist', 'card-template'],
    ['template that is not published', 'param.templateUnpublished', 'card-template'],
  ])('is descended everywhere for want of a %s, and the admins hear of it', async (_, code, alert) => {
    const { ask, simulator, alerts, logged } = await open();
    simulator.fault({ kind: 'code', code, api: 'cards.createAndDeliver' }, 99);
    const first = await ask();
    await first.reply.show('一。');
    await first.reply.finish('一。二。');
    expect(first.screen()).toMatchObject([{ kind: 'standard-card', text: '一。二。' }]);
    const second = await ask();
    await second.reply.finish('一。');
    expect(second.screen()).toMatchObject([{ kind: 'standard-card', text: '一。' }]);
    expect(second.calls()).toEqual(['standard.send']);
    expect(alerts).toEqual([alert]);
    expect(logged.filter(({ event }) => event === 'platform.simpler')).toMatchObject([
      { fields: { platform: 'dingtalk', form: 'standard-card' } },
    ]);
  });

  it('is descended to its foot for want of a permission', async () => {
    const { ask, simulator, alerts } = await open();
    simulator.missingScopes('Card.Instance.Write');
    const first = await ask();
    await first.reply.show('一。');
    await first.reply.finish('一。二。');
    expect(first.screen()).toMatchObject([{ kind: 'markdown', text: '一。二。' }]);
    const second = await ask();
    await second.reply.finish('一。');
    expect(second.calls()).toEqual(['session']);
    expect(new Set(alerts)).toEqual(new Set(['app-permission']));
  });

  it('ends a card that may not be streamed to, and the next answer takes another form', async () => {
    const { ask, simulator, alerts } = await open();
    simulator.missingScopes('Card.Streaming.Write');
    const first = await ask();
    for (const state of ['一。', '一。二。', '一。二。三。']) await first.reply.show(state);
    await first.reply.finish('一。二。三。四。');
    expect(first.screen()).toMatchObject([{ kind: 'card', text: '一。二。三。四。', flowStatus: '3' }]);
    const second = await ask();
    await second.reply.finish('一。');
    expect(second.screen()).toMatchObject([{ kind: 'standard-card' }]);
    expect(alerts).toEqual(['app-permission']);
  });

  it('is descended in one chat for what is about that chat', async () => {
    const { ask, simulator, alerts } = await open();
    const group = simulator.group({ title: '组' });
    simulator.fault({ kind: 'code', code: 'param.openSpaceId', api: 'cards.createAndDeliver' });
    const first = await ask({ group });
    await first.reply.finish('一。');
    const second = await ask({ group });
    await second.reply.finish('二。');
    const elsewhere = await ask();
    await elsewhere.reply.finish('三。');
    expect(second.screen().map(({ kind }) => kind)).toEqual(['standard-card', 'standard-card']);
    expect(elsewhere.screen().map(({ kind }) => kind)).toEqual(['card']);
    expect(alerts).toEqual([]);
  });

  it('comes to a message when the month is spent, without any call, and one alert', async () => {
    const { ask, alerts } = await open({ simulator: { monthly: { calls: 2 } } });
    const inHand = await ask();
    await inHand.reply.show('一。');
    await inHand.reply.show('一。二。');
    await inHand.reply.show('一。二。三。');
    await inHand.reply.finish('一。二。三。四。');
    expect(inHand.screen().at(-1)).toMatchObject({ kind: 'markdown', text: '一。二。三。四。' });
    for (let answer = 0; answer < 3; answer++) {
      const { reply, screen, calls } = await ask();
      await reply.show('一。');
      await reply.finish('一。二。');
      expect(screen()).toMatchObject([{ kind: 'markdown', text: '一。二。' }]);
      expect(calls()).toEqual(['session']);
    }
    expect(alerts).toEqual(['calls-spent']);
  });

  it('waits for the calls where the month is spent and no session webhook is valid', async () => {
    const { ask, simulator, platform } = await open({ simulator: { monthly: { calls: 0 } } });
    const { reply, person } = await ask();
    await reply.finish('一。');
    expect(simulator.calls.at(-1)?.api).toBe('session');
    const other = simulator.person();
    const target = { chat: { id: other.staffId ?? '', kind: 'direct' } as const };
    const finished = platform.open(target, async () => {}).finish('告警。');
    await expect(finished).rejects.toMatchObject({ name: PlatformFailure.name, kind: 'busy' });
    expect(simulator.calls.at(-1)?.api).toBe('session');
    expect(person.staffId).not.toBe(other.staffId);
  });
});

describe('a message', () => {
  const settings = { DINGTALK_CARD_TEMPLATE_ID: '' };

  it('mentions who asked in a group, and nobody whom the model names', async () => {
    const { ask, simulator } = await open({ settings });
    const { reply, screen, person } = await ask({ group: simulator.group({ title: '组' }) });
    await reply.finish('@all @staff99 你好。');
    expect(screen()).toMatchObject([
      { text: `@${person.staffId}\n\n@all @staff99 你好。`, mentions: [person.staffId] },
    ]);
  });

  it('goes by the robot once the session webhook is over', async () => {
    const { ask, simulator } = await open({ settings });
    const direct = await ask();
    const inGroup = await ask({ group: simulator.group({ title: '组' }) });
    simulator.advance(5_400_001);
    await direct.reply.finish('一。');
    await inGroup.reply.finish('二。');
    expect(direct.screen()).toMatchObject([{ kind: 'markdown', text: '一。' }]);
    expect(inGroup.screen()).toMatchObject([{ kind: 'markdown', text: '二。', mentions: [] }]);
    expect(direct.calls()).toContain('session 300001');
    expect(simulator.calls.filter(({ api }) => api.startsWith('robot.')).map(({ api }) => api)).toEqual([
      'robot.people',
      'robot.group',
    ]);
  });

  it('is never sent to a foreign host, whatever a message says', async () => {
    const { ask, simulator } = await open({ settings });
    const foreign = await open();
    const { reply, screen } = await ask({
      sessionWebhook: `${foreign.simulator.url}/robot/sendBySession?session=x`,
    });
    await reply.finish('一。');
    expect(screen()).toMatchObject([{ kind: 'markdown', text: '一。' }]);
    expect(simulator.calls.at(-1)?.api).toBe('robot.people');
    expect(foreign.simulator.calls.filter(({ api }) => api === 'session')).toEqual([]);
  });

  it('is sent once, however often that is repeated; an interrupted one again', async () => {
    const { ask } = await open({ settings });
    const { reply, resume, screen, records } = await ask();
    await reply.finish('一。');
    await resume().finish('一。');
    expect(screen()).toHaveLength(1);
    await resume(records[0]).finish('一。');
    expect(screen()).toHaveLength(2);
  });

  it('is followed by another for another answer', async () => {
    const { ask } = await open({ settings });
    const { reply, resume, screen } = await ask();
    await reply.finish('一。');
    await resume().finish('二。');
    expect(screen().map(({ text }) => text)).toEqual(['一。', '二。']);
  });

  it('of any length and of signs that take more room as JSON arrives whole', async () => {
    const { ask, simulator } = await open({ settings });
    const { reply, screen } = await ask();
    simulator.advance(5_400_001);
    const lines = Array.from({ length: 4000 }, (_, line) => `"${line}"`);
    await reply.finish(lines.join('\n'));
    expect(screen().length).toBeGreaterThan(2);
    expect(screen().flatMap(({ text }) => text.split('\n'))).toEqual(lines);
  });

  it('that was refused for speed lands after it', async () => {
    const { ask, simulator } = await open({ settings });
    const { reply, screen } = await ask();
    simulator.advance(5_400_001);
    simulator.fault({ kind: 'too-fast', api: 'robot' }, 1);
    await reply.finish('一。');
    expect(screen()).toMatchObject([{ text: '一。' }]);
  });

  it('that is lost on its way is told, so that it is tried again later', async () => {
    const { ask, simulator } = await open({ settings });
    const { reply, screen, resume } = await ask();
    simulator.fault({ kind: 'reset', api: 'session' });
    await expect(reply.finish('一。')).rejects.toMatchObject({ kind: 'unreachable' });
    await resume().finish('一。');
    expect(screen()).toMatchObject([{ text: '一。' }]);
  });

  it('to a group that is no more is gone for ever', async () => {
    const { ask, simulator } = await open({ settings });
    const { reply, chat } = await ask({ group: simulator.group({ title: '组' }) });
    simulator.disband(chat);
    await expect(reply.finish('一。')).rejects.toMatchObject({ kind: 'gone' });
  });

  it('reaches an admin whom only an id names', async () => {
    const { simulator, platform } = await open();
    const person = simulator.person();
    const target = { chat: { id: person.staffId ?? '', kind: 'direct' } as const };
    await platform.open(target, async () => {}).finish('请看。');
    expect(simulator.messages(simulator.direct(person))).toMatchObject([
      { kind: 'markdown', text: '请看。' },
    ]);
  });

  it('leaves no session webhook in Redis, in a record or in the log', async () => {
    const { ask, world, logged } = await open({ settings });
    const { reply, records } = await ask();
    await reply.finish('一。');
    const { redis, keys } = world;
    const [prefix = ''] = keys.schema.split(':');
    const names = await redis.keys(`${prefix}:*`);
    const values = await Promise.all(names.map(name => redis.get(name).catch(() => '')));
    expect(names.some(name => name.includes('session:'))).toBe(true);
    expect(JSON.stringify([values, records, logged])).not.toMatch(/sendBySession|session=/);
  });
});

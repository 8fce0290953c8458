import { describe, expect, it } from 'vitest';
import { dingtalk } from '../../../../adapters/dingtalk/index.ts';
import { Superseded } from '../../../../src/errors.ts';
import { buttonsWith } from '../../world.ts';
import { never, openAndAsk, openHouse, paragraphs, unbroken } from '../house.ts';
import { settingsFor } from '../world.ts';

describe('an AI card', () => {
  it('is created with its first state, streamed to, and finished, with a call for each', async () => {
    const { reply, calls, screen, billed } = await openAndAsk();
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
    const { reply, calls, screen } = await openAndAsk();
    await reply.finish('一。');
    expect(calls()).toEqual(['token', 'cards.createAndDeliver']);
    expect(screen()).toMatchObject([{ text: '一。', flowStatus: '3' }]);
  });

  it('is marked where its answer failed', async () => {
    const { ask } = await openHouse();
    const begun = await ask();
    await begun.reply.show('一。');
    await begun.reply.fail('一。断了。');
    expect(begun.screen()).toMatchObject([{ text: '一。断了。', flowStatus: '5' }]);
    const atOnce = await ask();
    await atOnce.reply.fail('没有回答。');
    expect(atOnce.screen()).toMatchObject([{ text: '没有回答。', flowStatus: '5' }]);
  });

  it("tells templates of DingTalk's own what they show", async () => {
    const { reply, screen } = await openAndAsk({ settings: { DINGTALK_CARD_CONTENT_KEY: 'msgContent' } });
    await reply.show('一。');
    expect(screen()[0]?.params).toMatchObject({
      msgContent: '一。',
      sys_full_json_obj: '{"order":["msgContent"]}',
    });
  });

  it('mentions who asked in a group, once, and nobody whom the model names', async () => {
    const { ask, simulator } = await openHouse();
    const { reply, screen, person } = await ask({ group: simulator.group({ title: '组' }) });
    await reply.show(paragraphs(6));
    await reply.finish(`${paragraphs(6)} @所有人 <@all> @staff1`);
    expect(screen().map(({ mentions }) => mentions)).toEqual([[person.staffId], []]);
  });

  it('keeps its record before and after it is sent, small, and no text in it', async () => {
    const { reply, records, screen } = await openAndAsk();
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
    const { ask } = await openHouse();
    const { reply, screen } = await ask({ keep: () => Promise.reject(new Superseded('taken over')) });
    await expect(reply.show('你好')).rejects.toThrow(Superseded);
    expect(screen()).toEqual([]);
  });

  it('whose creation was not confirmed is there once', async () => {
    const { reply, screen, simulator } = await openAndAsk();
    simulator.fault({ kind: 'lost-answer', api: 'cards.createAndDeliver' });
    await reply.show('一。');
    await reply.show('一。二。');
    await reply.finish('一。二。三。');
    expect(screen()).toMatchObject([{ text: '一。二。三。', flowStatus: '3' }]);
  });

  it('that a killed process created goes on in another, which counts on', async () => {
    const { reply, resume, records, screen, calls } = await openAndAsk();
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
    const { reply, screen, simulator, calls } = await openAndAsk();
    await reply.show('一。');
    simulator.fault({ kind: 'lost-answer', api: 'cards.streaming' });
    await reply.finish('一。二。');
    expect(screen()).toMatchObject([{ text: '一。二。', flowStatus: '3' }]);
    expect(screen()[0]?.states).toHaveLength(2);
    expect(calls()).toEqual(['token', 'cards.createAndDeliver', 'cards.streaming', 'cards.streaming']);
  });

  it('is ended once, however often that is repeated', async () => {
    const { reply, resume, calls } = await openAndAsk();
    await reply.show('一。');
    await reply.finish('一。二。');
    const before = calls().length;
    await reply.finish('一。二。');
    await resume().finish('一。二。');
    expect(calls()).toHaveLength(before);
  });

  it('begins anew for another answer, in place of the old one, with calls of its own', async () => {
    const { reply, resume, screen, calls, records } = await openAndAsk();
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
    const { reply, resume, screen, simulator } = await openAndAsk();
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

  it.each([
    ['simulated-template.schema', 1],
    ['simulated-template.schema', 2],
    ['standard', 1],
    ['standard', 2],
  ])(
    'that is followed by another is read before the ones behind it (%s, %i refusals)',
    async (id, refusals) => {
      const { ask, simulator } = await openHouse({ settings: { DINGTALK_CARD_TEMPLATE_ID: id } });
      const { reply, resume, screen } = await ask();
      await reply.finish(paragraphs(9));
      const old = screen().length;
      expect(old).toBe(3);
      simulator.fault({ kind: 'code', code: 'param.odd', about: '新' }, refusals);
      const again = resume();
      await again.show('新的。');
      await again.finish(`新的。${paragraphs(9)}`);
      const shown = screen().map(({ text }) => text);
      expect(unbroken(...shown.slice(old)) === unbroken(`新的。${paragraphs(9)}`)).toBe(true);
      expect(screen().filter(({ streaming }) => streaming)).toEqual([]);
    },
  );

  it('that another has finished shows the last state all the same', async () => {
    const { reply, resume, screen } = await openAndAsk();
    await reply.show('一。');
    const successor = resume();
    await successor.finish('一。二。');
    await reply.finish('一。二。三。');
    expect(screen()).toMatchObject([{ text: '一。二。三。', flowStatus: '3' }]);
  });

  it('that DingTalk finds too large goes on in a second one, and so do the answers after it', async () => {
    const { ask } = await openHouse({
      simulator: { limits: { cardBytes: 2500 } },
      settings: { DINGTALK_CALLS_PER_REPLY: '20' },
    });
    const { reply, screen, records } = await ask();
    await reply.show('一。');
    await reply.show(paragraphs(2));
    await reply.finish(paragraphs(3));
    expect(screen().length).toBeGreaterThan(2);
    expect(new Set(screen().map(({ flowStatus }) => flowStatus))).toEqual(new Set(['3']));
    expect(unbroken(...screen().map(({ text }) => text))).toBe(unbroken(paragraphs(3)));
    expect(records.at(-1)).toMatchObject({ bytes: 1500 });
    const after = await ask();
    await after.reply.finish(paragraphs(2));
    expect(after.calls().some(call => call.includes('param'))).toBe(false);
  });

  it('that became too long for a shorter answer leaves nothing of it', async () => {
    const { reply, screen } = await openAndAsk();
    await reply.show(paragraphs(6));
    await reply.finish('短。');
    expect(screen()).toMatchObject([
      { text: '短。', flowStatus: '3' },
      { text: '…', flowStatus: '3' },
    ]);
  });

  it('that is longer again takes up what became empty', async () => {
    const { reply, screen, calls } = await openAndAsk();
    await reply.show(paragraphs(5));
    await reply.finish('短。');
    const resumed = calls().length;
    await reply.finish(paragraphs(5));
    expect(unbroken(...screen().map(({ text }) => text))).toBe(unbroken(paragraphs(5)));
    expect(screen()).toHaveLength(2);
    expect(calls().slice(resumed)).toEqual(['cards.update', 'cards.update']);
  });

  it('that was refused before it was there is not made up for by an empty one', async () => {
    const { reply, screen, simulator } = await openAndAsk();
    await reply.show('一。');
    simulator.fault({ kind: 'too-fast', api: 'cards.createAndDeliver' });
    await reply.show(paragraphs(5));
    await reply.finish('短。');
    expect(screen()).toMatchObject([{ text: '短。', flowStatus: '3' }]);
  });

  it('whose next one is refused stays, and the rest comes as messages', async () => {
    const { reply, screen, simulator } = await openAndAsk();
    await reply.show('一。');
    simulator.fault({ kind: 'code', code: 'param.odd', api: 'cards.createAndDeliver' }, 9);
    await reply.finish(paragraphs(5));
    expect(screen()).toMatchObject([{ kind: 'card', flowStatus: '3' }, { kind: 'markdown' }]);
    expect(unbroken(...screen().map(({ text }) => text))).toBe(unbroken(paragraphs(5)));
  });

  it('with what DingTalk takes for unsafe says so, and is marked', async () => {
    const { ask, simulator, world } = await openHouse();
    const begun = await ask();
    await begun.reply.show('一。');
    simulator.fault({ kind: 'code', code: 'param.contentUnsafe', api: 'cards', about: '坏' }, 9);
    await begun.reply.show('一。坏。');
    await begun.reply.finish('一。坏。二。');
    expect(begun.screen()).toMatchObject([{ text: await world.unsafeText(''), flowStatus: '5' }]);
    const atOnce = await ask();
    await atOnce.reply.finish('坏。');
    expect(atOnce.screen()).toMatchObject([{ text: await world.unsafeText(''), flowStatus: '5' }]);
  });

  it('brings back whose answer it is when a button is pressed, and only then', async () => {
    const { reply, screen, chat, person, simulator, world } = await openAndAsk();
    await reply.show('一。');
    const kept = await world.redis.get(world.keys.platform('dingtalk', `card:${screen()[0]?.outTrackId}`));
    expect(JSON.parse(kept ?? '')).toEqual({ chat: { id: chat.id, kind: 'direct' }, token: 'abc' });
    expect(await simulator.press(chat, person, screen()[0]?.id ?? '', 'stop')).toMatchObject({
      answered: true,
    });
  });

  it('that another answer opens again and ends at once has the buttons of that answer', async () => {
    const { reply, records, target, screen, platform, world } = await openAndAsk();
    await reply.finish('一。');
    const anew = { ...target, buttons: buttonsWith('def') };
    await platform.resume(anew, records.at(-1) ?? {}, async () => {}).finish('二。');
    expect(screen()).toMatchObject([{ text: '二。', flowStatus: '3' }]);
    const kept = await world.redis.get(world.keys.platform('dingtalk', `card:${screen()[0]?.outTrackId}`));
    expect(JSON.parse(kept ?? '')).toMatchObject({ token: 'def' });
  });

  it('has no buttons where presses do not reach us', async () => {
    const house = await openHouse();
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

import { describe, expect, it } from 'vitest';
import { DingtalkFailure } from '../../../../adapters/dingtalk/api/failures.ts';
import { openLadder } from '../../../../adapters/dingtalk/send/ladder.ts';
import { PlatformFailure } from '../../../../src/errors.ts';
import { openAndAsk, openHouse, unbounded } from '../house.ts';

describe('the ladder', () => {
  it('without a template is one message at the end, without any call', async () => {
    const { reply, screen, calls, simulator } = await openAndAsk({
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
    const { reply, screen, calls, resume } = await openAndAsk({
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

  it('while Redis is away is not looked at: a first state is left out, and the answer goes on after that', async () => {
    const { world, ask } = await openHouse({ world: { budget: unbounded } });
    const before = await ask();
    await before.reply.finish('一。');
    const { reply, screen } = await ask();
    world.redis.disconnect();
    await reply.ready(new AbortController().signal);
    await reply.show('一。');
    expect(screen()).toEqual([]);
    await world.redis.connect();
    await reply.show('一。二。');
    expect(screen()).toMatchObject([{ kind: 'card', text: '一。二。' }]);
  });

  it('goes on in the standard card of a killed process', async () => {
    const { reply, screen, records, resume } = await openAndAsk({
      settings: { DINGTALK_CARD_TEMPLATE_ID: 'standard' },
    });
    await reply.show('一。');
    await resume(records[0]).finish('一。二。');
    expect(screen()).toMatchObject([{ kind: 'standard-card', text: '一。二。' }]);
  });

  it('begins with a message for who is outside of the organisation, and for words without buttons', async () => {
    const { ask, simulator } = await openHouse();
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
    const { ask, simulator, alerts, logged } = await openHouse();
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
    const { ask, simulator, alerts } = await openHouse();
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
    const { ask, simulator, alerts } = await openHouse();
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

  it('mentions who asked in a group in the standard card, too', async () => {
    const { ask, simulator } = await openHouse({ settings: { DINGTALK_CARD_TEMPLATE_ID: 'standard' } });
    const { reply, person } = await ask({ group: simulator.group({ title: '组' }) });
    await reply.finish('一。');
    const mention = JSON.stringify([{ nickName: person.name, userId: person.staffId }]);
    expect(simulator.calls.at(-1)?.body).toMatchObject({ sendOptions: { atUserListJson: mention } });
  });

  it('is known to all processes, and forgotten after half an hour', async () => {
    const { ask, simulator, world, alerts } = await openHouse();
    simulator.fault({ kind: 'code', code: 'param.templateNotExist', api: 'cards.createAndDeliver' });
    await (await ask()).reply.finish('一。');
    const target = (await ask()).target;
    const another = openLadder({ ...world, alert: (_, alert) => alerts.push(alert) }, 'ai-card');
    expect(another.best(target)).toBe('ai-card');
    expect(await another.rung(target)).toBe('standard-card');
    const left = await world.redis.ttl(world.keys.platform('dingtalk', 'simpler'));
    expect(left).toBeGreaterThan(1700);
    expect(left).toBeLessThanOrEqual(1800);
    await world.redis.del(world.keys.platform('dingtalk', 'simpler'));
    expect(await another.rung(target)).toBe('ai-card');
  });

  it('rests for ten minutes once the month is spent, and says so once', async () => {
    const { ask, world, alerts } = await openHouse();
    const { target } = await ask();
    const ladder = openLadder({ ...world, alert: (_, alert) => alerts.push(alert) }, 'ai-card');
    const failure = new DingtalkFailure({ kind: 'busy', mend: 'spent' }, 'used up', 'ApiCountLimitForOrg');
    await Promise.all([ladder.spent(failure), ladder.spent(failure), ladder.spent(failure)]);
    expect(alerts).toEqual(['calls-spent']);
    expect(await ladder.rung(target)).toBe('message');
    expect(await ladder.restsMs()).toBeGreaterThan(590_000);
  });

  it('is descended in one chat for what is about that chat', async () => {
    const { ask, simulator, alerts } = await openHouse();
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
    const { ask, alerts } = await openHouse({ simulator: { monthly: { calls: 2 } } });
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
    const { ask, simulator, platform } = await openHouse({ simulator: { monthly: { calls: 0 } } });
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

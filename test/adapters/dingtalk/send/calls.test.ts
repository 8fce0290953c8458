import { describe, expect, it } from 'vitest';
import { dingtalk } from '../../../../adapters/dingtalk/index.ts';
import type { ReplyRecord } from '../../../../src/platform.ts';
import { eventually } from '../../../support/eventually.ts';
import { never, openAndAsk, openHouse, paragraphs, unbounded, unbroken } from '../house.ts';
import { virtualClock } from '../virtual-clock.ts';
import { settingsFor } from '../world.ts';

describe('the calls of an answer', () => {
  it.each([2, 3, 6])('are %i at most, and the last is kept for the end', async calls => {
    const { ask, simulator } = await openHouse({
      simulator: { limits: false },
      settings: { DINGTALK_CALLS_PER_REPLY: String(calls) },
      world: { budget: unbounded },
    });
    for (let answer = 0; answer < 5; answer++) {
      const { reply, screen } = await ask();
      // Words before the answer may take one call, where one is left for the answer then.
      expect(reply.wordsAtMost).toBe(calls < 3 ? 0 : 1);
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
    const { ask, simulator, billed } = await openHouse({
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
        expect(unbroken(...screen().map(({ text }) => text))).toBe(unbroken(whole));
        expect(screen().filter(({ streaming }) => streaming)).toEqual([]);
      }),
    );
    expect(simulator.billed().calls).toBeLessThanOrEqual(600);
    expect(billed.calls).toBeLessThanOrEqual(600);
  });

  it('are counted as DingTalk counts them, also where they are refused or lost, and when the month ends', async () => {
    const { ask, simulator, billed } = await openHouse({
      simulator: { limits: { apiPerSecond: 1000 }, monthly: { calls: 300, messages: 250 } },
      world: { budget: unbounded },
    });
    for (const of of ['app', 'api'] as const) simulator.fault({ kind: 'too-fast', of, api: 'cards' }, 5);
    // Of what grows: what lands would wait for the end of the minute.
    simulator.fault({ kind: 'too-fast', of: 'minute', api: 'cards', about: '"flowStatus":"2"' }, 5);
    simulator.fault({ kind: 'lost-answer', api: 'cards' }, 10);
    await Promise.all(
      Array.from({ length: 200 }, async (_, answer) => {
        const { reply } = await ask({ outsider: answer % 7 === 0, buttons: answer % 5 > 0 });
        for (const part of [0.3, 0.6]) await reply.show(paragraphs(6).slice(0, 5000 * part));
        await reply.finish(paragraphs(1 + (answer % 6)));
      }),
    );
    expect(simulator.billed().calls).toBe(300);
    expect(billed).toEqual(simulator.billed());
  });

  it('come at the planned times, and not at all once only the last is left', async () => {
    const clock = virtualClock();
    const house = await openHouse();
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
    const { reply, screen, simulator } = await openAndAsk({ settings: { DINGTALK_CALLS_PER_REPLY: '2' } });
    await reply.show('一。');
    simulator.fault({ kind: 'server-error', api: 'cards.streaming' }, 2);
    await reply.finish('一。二。');
    expect(screen()).toMatchObject([{ text: '一。二。', flowStatus: '3' }]);
  });

  it('that are left no more make the rest of a long answer come by the session webhook', async () => {
    const { reply, resume, screen, simulator, records } = await openAndAsk({
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

  it('that were left no more have another answer begin below, in a card of its own', async () => {
    const { reply, resume, screen } = await openAndAsk({ settings: { DINGTALK_CALLS_PER_REPLY: '2' } });
    await reply.show('一。');
    await reply.finish(paragraphs(5));
    const again = resume();
    await again.show('新的。');
    await again.finish('新的。好。');
    expect(screen().map(({ kind }) => kind)).toEqual(['card', 'markdown', 'card']);
    expect(screen().at(-1)).toMatchObject({ text: '新的。好。', flowStatus: '3' });
  });

  it('that are left no more, and messages that are refused, too, end in that refusal', async () => {
    const { reply, screen, simulator } = await openAndAsk({ settings: { DINGTALK_CALLS_PER_REPLY: '2' } });
    await reply.show('一。');
    simulator.fault({ kind: 'code', code: 310000, api: 'session' }, 9);
    simulator.fault({ kind: 'code', code: 'invalidParameter.robotCode.invalid', api: 'robot' }, 9);
    await expect(reply.finish(paragraphs(5))).rejects.toMatchObject({ kind: 'refused' });
    expect(screen()).toMatchObject([{ kind: 'card', flowStatus: '3' }]);
  });

  it('that are left no more are used for further cards where no session webhook is valid', async () => {
    const { ask } = await openHouse({ settings: { DINGTALK_CALLS_PER_REPLY: '2' } });
    const { reply, screen } = await ask({ sessionWebhook: 'https://example.com/robot/sendBySession' });
    await reply.finish(paragraphs(20));
    expect(screen().length).toBeGreaterThan(3);
    expect(new Set(screen().map(({ kind }) => kind))).toEqual(new Set(['card']));
  });
});

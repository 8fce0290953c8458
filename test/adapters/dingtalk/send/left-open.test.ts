import { describe, expect, it } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { buttonsWith } from '../../world.ts';
import { openHouse, paragraphs } from '../house.ts';

type House = Awaited<ReturnType<typeof openHouse>>;

/** Calls are there again: the month is a new one, and nothing is remembered of what was refused. */
async function mended({ simulator, world: { redis, keys } }: House): Promise<void> {
  simulator.clearFaults();
  simulator.missingScopes();
  await redis.del(keys.platform('dingtalk', 'spent'), keys.platform('dingtalk', 'simpler'));
}

/** An answer that grows in a card. */
async function growing(house: House) {
  const answer = await house.ask();
  await answer.reply.show('一。');
  return answer;
}

const isEnded = ({ screen }: Awaited<ReturnType<typeof growing>>) =>
  screen().every(({ streaming }) => !streaming);

const bothScopes = ['Card.Instance.Write', 'Card.Streaming.Write'] as const;

describe('a card that cannot be ended', () => {
  it.each([
    ['because the month is spent', ({ simulator }: House) => simulator.fault({ kind: 'spent' }, 9)],
    ['because permissions are gone', ({ simulator }: House) => simulator.missingScopes(...bothScopes)],
  ])('%s is ended by the next answer in a card, which shows what it showed', async (_, trouble) => {
    const house = await openHouse();
    const cut = await growing(house);
    trouble(house);
    await cut.reply.finish('一。二。');
    expect(cut.screen().map(({ text }) => text)).toEqual(['一。', '一。二。']);
    expect(isEnded(cut)).toBe(false);
    await mended(house);
    const next = await house.ask();
    await next.reply.finish('好。');
    await eventually('the end of the card', () => isEnded(cut));
    expect(cut.screen()[0]).toMatchObject({ text: '一。', flowStatus: '3' });
    const after = await house.ask();
    await after.reply.finish('好。');
    expect(after.calls()).toEqual(['cards.createAndDeliver']);
  });

  it('is ended, too, where nobody knew whether it was there', async () => {
    const house = await openHouse();
    const killed = await growing(house);
    const lost = await house.ask();
    house.simulator.fault({ kind: 'lost-answer', api: 'cards.createAndDeliver' });
    await lost.reply.show('一。');
    const refused = await house.ask();
    house.simulator.fault({ kind: 'spent' }, 9);
    await killed.resume(killed.records[0]).finish('一。二。');
    await lost.reply.finish('一。二。');
    await refused.reply.finish('一。二。');
    expect(killed.screen().map(({ kind }) => kind)).toEqual(['card', 'markdown']);
    expect(lost.screen().map(({ kind }) => kind)).toEqual(['card', 'markdown']);
    await mended(house);
    await (await house.ask()).reply.finish('好。');
    await eventually('the end of the cards', () => isEnded(killed) && isEnded(lost));
    expect(house.simulator.calls.filter(({ api }) => api === 'cards.update')).toHaveLength(2);
  });

  it.each(['killed', 'not answered'] as const)(
    'that was finished and opened again for another answer is ended, too, where its process was %s',
    async how => {
      const house = await openHouse();
      const cut = await growing(house);
      await cut.reply.finish('一。');
      const target = { ...cut.target, buttons: buttonsWith('another') };
      const retry = house.platform.resume(target, cut.records.at(-1) ?? {}, async record => {
        cut.records.push(record);
      });
      if (how === 'not answered') house.simulator.fault({ kind: 'lost-answer', api: 'cards.update' });
      await retry.show('二。');
      expect(isEnded(cut)).toBe(false);
      house.simulator.fault({ kind: 'spent' }, 9);
      const next = how === 'killed' ? cut.resume() : retry;
      // It finds out that the month is spent, and that the card takes nothing more.
      await next.finish('二。三。');
      await mended(house);
      await (await house.ask()).reply.finish('好。');
      await eventually('the end of the card', () => isEnded(cut));
    },
  );

  it('because it takes nothing more is ended as it is, before the one that follows it is forgotten', async () => {
    const house = await openHouse();
    const cut = await growing(house);
    house.simulator.fault({ kind: 'code', code: 'param.odd', api: 'cards', about: '二' }, 2);
    await cut.reply.finish('一。二。');
    expect(cut.screen().map(({ text }) => text)).toEqual(['一。', '一。二。']);
    await eventually('the end of the card', () => isEnded(cut));
  });

  it('because a shorter answer has no use for it is ended as it is', async () => {
    const house = await openHouse();
    const { reply, screen } = await house.ask();
    await reply.show(paragraphs(6));
    house.simulator.fault({ kind: 'code', code: 'param.odd', api: 'cards.update', about: '…' });
    await reply.finish('短。');
    await eventually('the end of the card', () => screen().every(({ streaming }) => !streaming));
    expect(screen()).toMatchObject([{ text: '短。', flowStatus: '3' }, { flowStatus: '3' }]);
  });

  it('is ended by another process, too, once', async () => {
    const house = await openHouse();
    const cuts = await Promise.all([growing(house), growing(house), growing(house)]);
    house.simulator.fault({ kind: 'spent' }, 99);
    for (const { reply } of cuts) await reply.finish('一。二。');
    await mended(house);
    const before = house.simulator.calls.length;
    const next = await Promise.all([house.ask(), house.ask(), house.ask()]);
    await Promise.all(next.map(({ reply }) => reply.finish('好。')));
    await eventually('the end of the cards', () => cuts.every(isEnded));
    const updates = house.simulator.calls.slice(before).filter(({ api }) => api === 'cards.update');
    expect(updates).toHaveLength(3);
  });

  it('waits on while calls are refused, and is forgotten when nobody knows it', async () => {
    const house = await openHouse();
    const cut = await growing(house);
    house.simulator.fault({ kind: 'spent' }, 9);
    await cut.reply.finish('一。二。');
    await mended(house);
    house.simulator.fault({ kind: 'server-error', api: 'cards.update' });
    await (await house.ask()).reply.finish('好。');
    await eventually('an attempt', () => house.simulator.calls.some(({ api }) => api === 'cards.update'));
    expect(isEnded(cut)).toBe(false);
    house.simulator.fault({ kind: 'code', code: 'param.cardNotExist', api: 'cards.update' });
    const key = house.world.keys.platform('dingtalk', 'left-open');
    await eventually('the end', async () => {
      await (await house.ask()).reply.finish('好。');
      return (await house.world.redis.exists(key)) === 0;
    });
    expect(isEnded(cut)).toBe(false);
  });
});

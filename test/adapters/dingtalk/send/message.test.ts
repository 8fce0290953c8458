import { describe, expect, it } from 'vitest';
import { buttonsWith } from '../../world.ts';
import { openHouse } from '../house.ts';

describe('a message', () => {
  const settings = { DINGTALK_CARD_TEMPLATE_ID: '' };

  it('mentions who asked in a group, and nobody whom the model names', async () => {
    const { ask, simulator } = await openHouse({ settings });
    const { reply, screen, person } = await ask({ group: simulator.group({ title: '组' }) });
    await reply.finish('@all @staff99 你好。');
    expect(screen()).toMatchObject([
      { text: `@${person.staffId}\n\n@all @staff99 你好。`, mentions: [person.staffId] },
    ]);
  });

  it('goes by the robot once the session webhook is over', async () => {
    const { ask, simulator } = await openHouse({ settings });
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
    const { ask, simulator } = await openHouse({ settings });
    const foreign = await openHouse();
    const { reply, screen } = await ask({
      sessionWebhook: `${foreign.simulator.url}/robot/sendBySession?session=x`,
    });
    await reply.finish('一。');
    expect(screen()).toMatchObject([{ kind: 'markdown', text: '一。' }]);
    expect(simulator.calls.at(-1)?.api).toBe('robot.people');
    expect(foreign.simulator.calls.filter(({ api }) => api === 'session')).toEqual([]);
  });

  it('is sent once, however often that is repeated; an interrupted one again', async () => {
    const { ask } = await openHouse({ settings });
    const { reply, resume, screen, records } = await ask();
    await reply.finish('一。');
    await resume().finish('一。');
    expect(screen()).toHaveLength(1);
    await resume(records[0]).finish('一。');
    expect(screen()).toHaveLength(2);
  });

  it('is followed by another for another answer', async () => {
    const { ask } = await openHouse({ settings });
    const { reply, resume, screen } = await ask();
    await reply.finish('一。');
    await resume().finish('二。');
    expect(screen().map(({ text }) => text)).toEqual(['一。', '二。']);
  });

  it('is followed by another for another answer in the same words', async () => {
    const { ask, platform } = await openHouse({ settings });
    const { reply, screen, target, records } = await ask();
    await reply.finish('没有回答。');
    const again = platform.resume(
      { ...target, buttons: buttonsWith('def') },
      records.at(-1) ?? {},
      async () => {},
    );
    await again.finish('没有回答。');
    expect(screen().map(({ text }) => text)).toEqual(['没有回答。', '没有回答。']);
  });

  it('of any length and of signs that take more room as JSON arrives whole', async () => {
    const { ask, simulator } = await openHouse({ settings });
    const { reply, screen } = await ask();
    simulator.advance(5_400_001);
    const lines = Array.from({ length: 4000 }, (_, line) => `"${line}"`);
    await reply.finish(lines.join('\n'));
    expect(screen().length).toBeGreaterThan(2);
    expect(screen().flatMap(({ text }) => text.split('\n'))).toEqual(lines);
  });

  it('that was refused for speed lands after it', async () => {
    const { ask, simulator } = await openHouse({ settings });
    const { reply, screen } = await ask();
    simulator.advance(5_400_001);
    simulator.fault({ kind: 'too-fast', api: 'robot' }, 1);
    await reply.finish('一。');
    expect(screen()).toMatchObject([{ text: '一。' }]);
  });

  it('that is lost on its way is told, so that it is tried again later', async () => {
    const { ask, simulator } = await openHouse({ settings });
    const { reply, screen, resume } = await ask();
    simulator.fault({ kind: 'reset', api: 'session' });
    await expect(reply.finish('一。')).rejects.toMatchObject({ kind: 'unreachable' });
    await resume().finish('一。');
    expect(screen()).toMatchObject([{ text: '一。' }]);
  });

  it('to a group that is no more is gone for ever', async () => {
    const { ask, simulator } = await openHouse({ settings });
    const { reply, chat } = await ask({ group: simulator.group({ title: '组' }) });
    simulator.disband(chat);
    await expect(reply.finish('一。')).rejects.toMatchObject({ kind: 'gone' });
  });

  it('reaches an admin whom only an id names', async () => {
    const { simulator, platform } = await openHouse();
    const person = simulator.person();
    const target = { chat: { id: person.staffId ?? '', kind: 'direct' } as const };
    await platform.open(target, async () => {}).finish('请看。');
    expect(simulator.messages(simulator.direct(person))).toMatchObject([
      { kind: 'markdown', text: '请看。' },
    ]);
  });

  it('leaves no session webhook in Redis, in a record or in the log', async () => {
    const { ask, world, logged } = await openHouse({ settings });
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

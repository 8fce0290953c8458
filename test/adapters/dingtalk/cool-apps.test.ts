import { expect, inject, it, onTestFinished } from 'vitest';
import { dingtalk } from '../../../adapters/dingtalk/index.ts';
import { startDingtalk } from '../../../simulators/dingtalk/index.ts';
import type { Arrival } from '../../../src/message.ts';
import { openWorld, settingsFor } from './world.ts';

/** A bot that listens. */
async function openBot() {
  const simulator = await startDingtalk();
  const { world, close } = openWorld(inject('redisUrl'));
  const platform = await dingtalk.create(settingsFor(simulator), world);
  const arrivals: Arrival[] = [];
  await platform.intake.start(async arrival => {
    arrivals.push(arrival);
  });
  onTestFinished(async () => {
    await platform.intake.stop();
    await platform.close();
    close();
    await simulator.close();
  });
  const taken = (count: number) =>
    simulator.waitFor(
      () => simulator.deliveries.filter(({ outcome }) => outcome === 'acknowledged').length === count,
    );
  const greet = (id: string) =>
    platform.open({ chat: { id, kind: 'group' } }, async () => {}).finish('大家好。');
  const bodies = () => simulator.calls.filter(({ api }) => api === 'robot.group').map(({ body }) => body);
  return { simulator, platform, arrivals, taken, greet, bodies };
}

it('a group that has the bot as a cool app is greeted, and gets files, in the name of that app', async () => {
  const { simulator, platform, arrivals, taken, greet, bodies } = await openBot();
  const group = simulator.group({ title: '组', isCoolApp: true });
  await taken(1);
  await greet(group.id);
  await platform.sendFile?.({ chat: { id: group.id, kind: 'group' } }, { name: 'a.md', text: 'a' });
  expect(arrivals).toMatchObject([{ kind: 'membership', state: 'joined' }]);
  expect(simulator.messages(group).map(({ kind }) => kind)).toEqual(['markdown', 'file']);
  expect(bodies()).toMatchObject([
    { coolAppCode: 'COOLAPP-1-simulated' },
    { coolAppCode: 'COOLAPP-1-simulated' },
  ]);
});

it('a group that has it as an ordinary robot is greeted without', async () => {
  const { simulator, greet, bodies } = await openBot();
  const group = simulator.group({ title: '组' });
  await greet(group.id);
  expect(bodies()[0]).not.toHaveProperty('coolAppCode');
  expect(simulator.messages(group)).toHaveLength(1);
});

it('the app is forgotten with the group', async () => {
  const { simulator, taken, greet, bodies } = await openBot();
  const group = simulator.group({ title: '组', isCoolApp: true });
  await taken(1);
  simulator.disband(group);
  await taken(2);
  await expect(greet(group.id)).rejects.toMatchObject({ name: 'PlatformFailure', kind: 'gone' });
  expect(bodies()[0]).not.toHaveProperty('coolAppCode');
});

it('a word of its going that comes after its return changes nothing, nor does one of a coming before it went', async () => {
  const { simulator, taken, greet, bodies } = await openBot();
  const group = simulator.group({ title: '组', isCoolApp: true });
  await taken(1);
  simulator.delayEvents(1, 60_000);
  simulator.kick(group);
  simulator.advance(1);
  simulator.admit(group);
  await taken(2);
  simulator.advance(60_000);
  await taken(3);
  await greet(group.id);
  expect(bodies()[0]).toMatchObject({ coolAppCode: 'COOLAPP-1-simulated' });
  simulator.delayEvents(1, 60_000);
  simulator.admit(group);
  simulator.advance(1);
  simulator.kick(group);
  await taken(4);
  simulator.advance(60_000);
  await taken(5);
  await expect(greet(group.id)).rejects.toMatchObject({ kind: 'gone' });
  expect(bodies()[1]).not.toHaveProperty('coolAppCode');
});

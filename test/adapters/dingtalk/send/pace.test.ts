import { randomUUID } from 'node:crypto';
import { expect, inject, it } from 'vitest';
import { endpoints } from '../../../../adapters/dingtalk/api/endpoints.ts';
import { sharedTokens } from '../../../../adapters/dingtalk/api/tokens.ts';
import { openApi } from '../../../../adapters/dingtalk/api.ts';
import { windowsFor } from '../../../../adapters/dingtalk/send/pace.ts';
import { openPatience } from '../../../../adapters/dingtalk/send/patience.ts';
import { startDingtalk } from '../../../../simulators/dingtalk/index.ts';
import { Secret } from '../../../../src/secret.ts';
import { openWorld } from '../../world.ts';

const purse = { take: async () => true, giveBack() {} };

it('cards that two processes send all at once are taken without a refusal', async () => {
  const simulator = await startDingtalk();
  const app = {
    clientId: simulator.clientId,
    clientSecret: new Secret(simulator.clientSecret),
    robotCode: simulator.robotCode,
    apiBase: simulator.url,
    oapiBase: simulator.url,
  };
  const prefix = `test-${randomUUID()}`;
  const billed: string[] = [];
  const processes = [1, 2].map(() => {
    const { world, close } = openWorld(inject('redisUrl'), { prefix });
    return { world, close, api: openApi(app, sharedTokens(app, world), what => billed.push(what)) };
  });
  const people = Array.from({ length: 20 }, () => simulator.person());
  const sends = processes.flatMap(({ world, api }) =>
    people.map(({ staffId }) => {
      const body = {
        cardTemplateId: simulator.templates[0],
        outTrackId: randomUUID(),
        userIdType: 1,
        cardData: { cardParamMap: { content: '你好', flowStatus: '2' } },
        openSpaceId: `dtv1.card//IM_ROBOT.${staffId}`,
        imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: app.robotCode },
      };
      const insist = openPatience(world, api).begin('landing', purse);
      return insist({ endpoint: 'createAndDeliver', body: async () => body });
    }),
  );
  await Promise.all(sends);
  expect(simulator.calls.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  expect(simulator.calls.filter(({ api }) => api === 'token')).toHaveLength(1);
  expect(billed).toHaveLength(simulator.billed().calls);
  for (const { close, api } of processes) {
    await api.close();
    close();
  }
  await simulator.close();
});

it.each(Object.keys(endpoints) as (keyof typeof endpoints)[])(
  '%s stays below 20 calls a second',
  endpoint => {
    const perSecond = windowsFor('landing', endpoint).map(({ limit, perMs }) => (limit * 1000) / perMs);
    expect(Math.min(...perSecond)).toBeLessThan(20);
  },
);

it('growing texts leave a reserve to what lands, in the same windows', () => {
  const growing = windowsFor('growing', 'streamCard');
  const landing = windowsFor('landing', 'streamCard');
  expect(growing.map(({ scope, perMs }) => [scope, perMs])).toEqual(
    landing.map(({ scope, perMs }) => [scope, perMs]),
  );
  expect(growing.some(({ limit }, index) => limit < (landing[index]?.limit ?? 0))).toBe(true);
});

import { afterEach, expect, it } from 'vitest';
import { openConnection } from '../../../../adapters/feishu/intake/connection.ts';
import { startFeishu } from '../../../../simulators/feishu/index.ts';
import { Secret } from '../../../../src/secret.ts';
import { untilHolds } from '../../../support/until-holds.ts';

/** What each test opens, closed in reverse. */
const opened: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

it('a long connection that stays open and carries nothing is noticed, told, and opened again', async () => {
  const simulator = await startFeishu({
    clientConfig: { PingInterval: 0.3, ReconnectInterval: 0.1 },
    redeliverMs: 50,
  });
  opened.push(() => simulator.close());
  const { appId, appSecret, url: domain } = simulator;
  const news: string[] = [];
  let taken = 0;
  const take = async () => {
    taken += 1;
    return undefined;
  };
  const connection = await openConnection(
    { appId, appSecret: new Secret(appSecret), domain },
    take,
    {
      onReady: () => news.push('ready'),
      onLost: () => news.push('lost'),
      onFailed: error => news.push(error.message),
    },
    100,
  );
  opened.push(() => connection.close());
  await connection.start();
  await untilHolds(() => expect(simulator.connections()).toBe(1));
  simulator.muteConnections();
  const person = simulator.person();
  simulator.say(simulator.direct(person), person, '有人吗');
  // Said into the silent one, it comes over the next. A machine that stands still for 100 ms may lose that one, too.
  await untilHolds(() => expect(taken).toBeGreaterThan(0));
  expect(news.slice(0, 3)).toEqual(['ready', 'lost', 'ready']);
});

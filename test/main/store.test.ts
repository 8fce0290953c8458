import { randomBytes } from 'node:crypto';
import { connect, createServer, type NetConnectOpts } from 'node:net';
import { afterEach, expect, inject, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { CoreSettings } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/main/store.ts';
import { Undo } from '../../src/main/undo.ts';
import { Secret } from '../../src/secret.ts';

const undo = new Undo();
afterEach(() => undo.run(() => {}));

function addressOf(url: string): NetConnectOpts {
  if (url.startsWith('unix:')) return { path: url.slice('unix:'.length) };
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}

/** A way to the real Redis on which the first connection is lost. @returns its address */
async function shakyRedis(): Promise<string> {
  let visits = 0;
  const server = createServer(visitor => {
    visits += 1;
    visitor.on('error', () => {});
    if (visits === 1) {
      visitor.destroy();
      return;
    }
    const redis = connect(addressOf(inject('redisUrl')));
    redis.on('error', () => {});
    visitor.pipe(redis).pipe(visitor);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  undo.add(() => server.close());
  const address = server.address();
  return `redis://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

test('every connection stands before anybody uses one, also where Redis starts beside us', async () => {
  const url = await shakyRedis();
  const settings = { REDIS_URL: new Secret(url), REDIS_PREFIX: `test-${randomBytes(6).toString('hex')}` };
  const store = await openStore(settings as CoreSettings, '', systemClock, silentLog, undo);
  expect(await Promise.all([store.hasty, store.patient].map(redis => redis.ping()))).toEqual([
    'PONG',
    'PONG',
  ]);
  await store.patient.del(store.keys.schema);
});

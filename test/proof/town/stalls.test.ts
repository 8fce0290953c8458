import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { now } from '../../../proof/town/now.ts';
import { watchStalls } from '../../../proof/town/stalls.ts';

test('what came while the process stood still is within the stall, though it is seen after it', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const client = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1');
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  const [visitor] = await once(server, 'connection');
  const told = watchStalls();
  const seen = once(visitor, 'data').then(now);
  client.write('late');
  const from = now();
  while (now() < from + 60);
  const at = await seen;
  expect(told().some(stall => stall.from <= from && at <= stall.until)).toBe(true);
});

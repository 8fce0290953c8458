import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
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
  busy(60);
  const at = await seen;
  expect(told().some(stall => stall.from <= from && at <= stall.until)).toBe(true);
});

/** Connects and writes at once, from a thread of its own, and tells when the system has it all. */
const visitor = `
  const { workerData: { port, sign } } = require('node:worker_threads');
  const socket = require('node:net').connect(port, '127.0.0.1', () => {
    socket.write('late', () => Atomics.notify(sign, 0, Atomics.store(sign, 0, 1)));
  });`;

test('so is what came with a connection of its own, which the process has to let in first', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const seen = new Promise<number>(resolve => {
    server.on('connection', (socket: Socket) => {
      onTestFinished(() => void socket.destroy());
      socket.once('data', () => resolve(now()));
      // Much is to be let in after a stall.
      busy(8);
    });
  });
  const told = watchStalls();
  const { port } = server.address() as AddressInfo;
  const sign = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(visitor, { eval: true, workerData: { port, sign } });
  onTestFinished(() => void worker.terminate());
  const from = now();
  Atomics.wait(sign, 0, 0, 10_000);
  busy(30);
  const at = await seen;
  expect(told().some(stall => stall.from <= from && at <= stall.until)).toBe(true);
});

function busy(ms: number): void {
  for (const until = now() + ms; now() < until; );
}

test('who watches without an end keeps no process alive', async () => {
  const stalls = new URL('../../../proof/town/stalls.ts', import.meta.url);
  const script = `import { watchStalls } from '${stalls}'; watchStalls();`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script]);
  onTestFinished(() => void child.kill('SIGKILL'));
  expect(await once(child, 'exit')).toEqual([0, null]);
});

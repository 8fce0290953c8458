import { EventEmitter, once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { endWhenSilent } from '../../src/redis/end-when-silent.ts';

let server: Server;
const opened: Socket[] = [];
beforeEach(async () => {
  // Answers what ends with a question mark.
  server = createServer(visitor =>
    visitor
      .on('error', () => {})
      .on('data', data => {
        if (String(data).endsWith('?')) visitor.write('!');
      }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  for (const socket of opened.splice(0)) socket.destroy();
  server.close();
});

async function open(...said: string[]): Promise<Socket> {
  const address = server.address();
  const socket = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1');
  opened.push(socket);
  socket.on('error', () => {});
  endWhenSilent(socket, 20);
  await once(socket, 'connect');
  for (const words of said) {
    socket.write(words);
    if (words.endsWith('?')) await once(socket, 'data');
  }
  return socket;
}

test('a connection whose other end owes an answer for too long is closed; one that owes none stays', async () => {
  const [unasked, answered] = await Promise.all([open(), open('one?', 'two?')]);
  const silent = await open('one?', 'two');
  const mute = await open('one');
  await expect.poll(() => [silent.destroyed, mute.destroyed]).toEqual([true, true]);
  expect([unasked.destroyed, answered.destroyed]).toEqual([false, false]);
});

test('a question that may be held for ten seconds, as the queue asks for work, has its time', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const ended: Error[] = [];
  const destroy = (error: Error) => void ended.push(error);
  const stream = Object.assign(new EventEmitter(), { bytesWritten: 0, destroy });
  endWhenSilent(stream as unknown as Socket);
  for (let round = 0; round < 40; round += 1) {
    stream.bytesWritten += 1;
    await vi.advanceTimersByTimeAsync(10_250);
    stream.emit('data');
  }
  expect(ended).toEqual([]);
  stream.bytesWritten += 1;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(ended).not.toEqual([]);
  stream.emit('close');
});

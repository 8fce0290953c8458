import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';

export type Fsync = 'always' | 'everysec';

/** A Redis with its append-only file, which can be killed and comes back with what it had. */
export interface TownRedis {
  readonly url: string;
  /** Kills it, and starts it again after a while, with this setting; resolves when it answers. */
  crash(downMs: number, fsync: Fsync): Promise<void>;
  /** Stops it for so long. */
  freeze(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** @param program path of `redis-server` or `valkey-server` @param folder a new one, for its file and its socket */
export async function startTownRedis(program: string, folder: string): Promise<TownRedis> {
  const socket = `${folder}/redis.sock`;
  let server = await start(program, folder, socket, 'everysec');
  /** One disaster at a time. */
  let before = Promise.resolve();
  const inTurn = (disaster: () => Promise<void>) => {
    before = before.then(disaster);
    return before;
  };
  return {
    url: `unix:${socket}`,
    crash: (downMs, fsync) =>
      inTurn(async () => {
        await kill(server);
        await delay(downMs);
        server = await start(program, folder, socket, fsync);
      }),
    freeze: ms =>
      inTurn(async () => {
        server.kill('SIGSTOP');
        await delay(ms);
        server.kill('SIGCONT');
      }),
    async close() {
      await before;
      await kill(server);
    },
  };
}

async function start(program: string, folder: string, socket: string, fsync: Fsync): Promise<ChildProcess> {
  const settings = {
    port: 0,
    unixsocket: socket,
    dir: folder,
    save: '',
    appendonly: 'yes',
    appendfsync: fsync,
  };
  const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn(program, options, { stdio: 'ignore' });
  const redis = new Redis({ path: socket, maxRetriesPerRequest: null, retryStrategy: () => 20 });
  redis.on('error', () => {});
  // While it reads its file it answers that it is loading, for which ioredis waits.
  await redis.ping();
  redis.disconnect();
  return server;
}

async function kill(server: ChildProcess): Promise<void> {
  const gone = once(server, 'exit');
  server.kill('SIGKILL');
  await gone;
}

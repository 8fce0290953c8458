import { mkdir, realpath } from 'node:fs/promises';
import type { Clock } from '../clock.ts';
import { SettingsError } from '../errors.ts';
import type { Log } from '../log.ts';
import { type Claim, claim } from './claim.ts';
import { loopbackPlace, type Place, socketPlace } from './place.ts';
import { type Probe, probe, singleUse } from './probe.ts';
import { launch, type ServerProcess, shutDown } from './server-process.ts';

/** A Redis of our own, as a child of this process. */
export interface EmbeddedRedis {
  /** For `connect`; may hold a password. */
  readonly url: string;
  /** Writes everything to disk and ends the server. */
  stop(): Promise<void>;
}

/** Milliseconds between two attempts to start a server that died. */
const reviveMs = 1000;

/**
 * Starts the private Redis of a data folder, or takes over the one that a killed process left running there. When the
 * server dies it is started again. Throws `SettingsError` when another process uses the folder.
 *
 *     claimed ──adopt──▶ running ◀──revive── died
 *        └────launch────▶  │ stop
 *                          ▼
 *                        stopped
 */
export async function startRedis(options: {
  /** Path of the server's program: see `findServer`. */
  readonly program: string;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<EmbeddedRedis> {
  const { program, clock, log } = options;
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = await realpath(options.dataDir);
  const { place, owned } = await settle(dataDir);
  const server: ServerProcess = { program, dataDir, url: place.url, lines: place.lines };

  const start = async (): Promise<number> => {
    const found = await untilAnswered(place.url, clock);
    if (found.kind === 'ready') return found.pid;
    const pid = await launch(server, clock);
    log('redis.started', { server: program, directory: dataDir });
    return pid;
  };
  let pid: number;
  try {
    pid = await start();
  } catch (error) {
    await owned.release();
    throw error;
  }

  const stopping = new AbortController();
  const keepAlive = async () => {
    for (;;) {
      await untilGone(place.url, stopping.signal);
      if (stopping.signal.aborted) return;
      log('redis.failed', {
        error: new Error('The private Redis hung up; it is started again if it is gone.'),
      });
      try {
        pid = await start();
      } catch (error) {
        log('redis.failed', { error });
        await clock.sleep(reviveMs, stopping.signal).catch(() => {});
      }
    }
  };
  const keptAlive = keepAlive();

  return {
    url: place.url,
    async stop() {
      stopping.abort();
      await keptAlive;
      await shutDown(place.url, pid, clock);
      await owned.release();
    },
  };
}

/** A server that a killed process left behind may still be reading its file. */
async function untilAnswered(url: string, clock: Clock): Promise<Exclude<Probe, { kind: 'busy' }>> {
  for (;;) {
    const found = await probe(url);
    if (found.kind !== 'busy') return found;
    await clock.sleep(100);
  }
}

/** Resolves when the server closes a connection to it, or nobody is there, or the signal is aborted. */
async function untilGone(url: string, signal: AbortSignal): Promise<void> {
  const redis = singleUse(url);
  const gone = new Promise<void>(resolve => redis.once('end', resolve));
  const leave = () => redis.disconnect();
  signal.addEventListener('abort', leave, { once: true });
  await redis.connect().then(
    () => gone,
    () => {},
  );
  signal.removeEventListener('abort', leave);
}

/** Claims the folder: by a Unix socket where these work, else by a port. */
async function settle(dataDir: string): Promise<{ place: Place; owned: Claim }> {
  const bySocket = await socketPlace(dataDir);
  const claimed = bySocket && (await claim(bySocket.claimed).catch(() => 'no sockets here' as const));
  const usable = bySocket !== undefined && claimed !== 'no sockets here';
  const place = usable ? bySocket : await loopbackPlace(dataDir);
  const owned = usable ? claimed : await claim(place.claimed);
  if (owned) return { place, owned };
  throw new SettingsError([
    `DATA_DIR: another Yanqiao is running on ${dataDir}. Stop it, or let both share a Redis: set REDIS_URL.`,
  ]);
}

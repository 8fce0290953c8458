import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemClock } from '../src/clock.ts';
import type { Environment } from '../src/config/read.ts';
import { keysFor } from '../src/keys.ts';
import { silentLog } from '../src/log.ts';
import { openConnections } from '../src/redis/connections.ts';
import { startRedis } from '../src/redis/embedded.ts';
import { findServer } from '../src/redis/find-server.ts';
import { findOrInstallServer } from '../src/redis/install.ts';
import { keysUnder } from '../src/redis/keys-under.ts';
import { withKey } from '../src/redis/with-key.ts';

/** The demo's Redis. */
export interface DemoRedis {
  readonly url: string;
  /** Random: nothing that is there already is touched. */
  readonly prefix: string;
  /** Leaves nothing behind. */
  close(): Promise<void>;
}

/**
 * Starts a private Redis; where the machine has none, the one that `REDIS_URL` names is used, and without that one is
 * installed. Throws `SettingsError` where there is no way to get one.
 */
export async function openRedis(
  dataDir: string,
  env: Environment,
  say: (line: string) => void,
): Promise<DemoRedis> {
  const prefix = `yanqiao-demo-${randomBytes(6).toString('hex')}`;
  const path = env['PATH'] ?? '';
  const elsewhere = env['REDIS_URL'];
  if (elsewhere && !(await findServer(path))) {
    return { url: elsewhere, prefix, close: () => forget(elsewhere, prefix) };
  }
  const program = await findOrInstallServer(path, say);
  const { url, stop } = await startRedis({ program, dataDir, clock: systemClock, log: silentLog });
  return {
    url,
    prefix,
    async close() {
      await stop();
      if (url.startsWith('unix:'))
        await rm(dirname(url.slice('unix:'.length)), { recursive: true, force: true });
    },
  };
}

/** Takes the demo's keys out of a Redis that lives on. */
async function forget(url: string, prefix: string): Promise<void> {
  const keys = keysFor(prefix);
  const { patient: redis, target, close } = await openConnections(url, keys.base, systemClock, () => {});
  try {
    for await (const found of keysUnder(redis, keys.base)) if (found.length > 0) await redis.unlink(found);
    await withKey(keys.schema, target, redis, holder => holder.unlink(keys.schema));
  } finally {
    close();
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { SettingsError } from '../errors.ts';
import { silentLog } from '../log.ts';
import { startRedis } from '../redis/embedded.ts';
import { findServer } from '../redis/find-server.ts';
import { threeWays } from '../redis/install.ts';
import type { Secret } from '../secret.ts';

/**
 * The Redis to look at: the one of the settings, or, where the bot starts its own, one that lives as long as the
 * doctor. The data folder is left alone, for the bot may be running on it. Throws `SettingsError` where there is none.
 * @param path as `PATH` is written
 */
export async function redisForDoctor(
  url: Secret | undefined,
  path: string,
  clock: Clock,
): Promise<{ url: string; close(): Promise<void> }> {
  if (url) return { url: url.reveal(), close: async () => {} };
  const program = await findServer(path);
  if (!program) throw new SettingsError([threeWays]);
  const folder = await mkdtemp(join(tmpdir(), 'yanqiao-doctor-'));
  const redis = await startRedis({ program, dataDir: folder, clock, log: silentLog });
  return {
    url: redis.url,
    async close() {
      await redis.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

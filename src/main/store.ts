import type { Redis } from 'ioredis';
import type { Clock } from '../clock.ts';
import type { CoreSettings } from '../config.ts';
import { SettingsError } from '../errors.ts';
import { type Keys, keysFor } from '../keys.ts';
import type { Log } from '../log.ts';
import { claimSchema } from '../redis/claim-schema.ts';
import { openConnections } from '../redis/connections.ts';
import { startRedis } from '../redis/embedded.ts';
import { examineRedis } from '../redis/examine.ts';
import { findServer } from '../redis/find-server.ts';
import { threeWays } from '../redis/install.ts';
import { shownUrl } from '../redis/shown-url.ts';
import { withKey } from '../redis/with-key.ts';
import { Secret } from '../secret.ts';
import type { Undo } from './undo.ts';

/** Redis, by the patience of those who use it. */
export interface Store {
  readonly keys: Keys;
  /** For what a platform waits for: fails within 1.5 s. */
  readonly hasty: Redis;
  /** For turns, which outlast an outage. */
  readonly patient: Redis;
  /** In subscriber mode. */
  readonly subscriber: Redis;
  /** Where it is, for people; without a password. */
  readonly shownUrl: string;
}

/** Opens the store: ours where no other is set. Throws `SettingsError` where it cannot keep what we promise. */
export async function openStore(
  settings: CoreSettings,
  searchPath: string,
  clock: Clock,
  log: Log,
  undo: Undo,
): Promise<Store> {
  const url = settings.REDIS_URL?.reveal() ?? (await startOwn(settings, searchPath, clock, log, undo));
  const onError = (error: Error) => log('redis.failed', { error });
  const keys = keysFor(settings.REDIS_PREFIX);
  const { target, close, ...connections } = await openConnections(url, keys.base, clock, onError);
  undo.add(close);
  const problems = (await examineRedis(connections.patient)).filter(({ level }) => level === 'bad');
  if (problems.length > 0) {
    throw new SettingsError(problems.map(({ what, remedy }) => `REDIS_URL: ${what}: ${remedy}`));
  }
  await withKey(keys.schema, target, connections.patient, redis => claimSchema(redis, keys));
  return { keys, ...connections, shownUrl: shownUrl(new Secret(url)) };
}

async function startOwn(
  settings: CoreSettings,
  searchPath: string,
  clock: Clock,
  log: Log,
  undo: Undo,
): Promise<string> {
  const program = await findServer(searchPath);
  if (!program) throw new SettingsError([threeWays]);
  const server = await startRedis({ program, dataDir: settings.DATA_DIR, clock, log });
  undo.add(() => server.stop());
  return server.url;
}

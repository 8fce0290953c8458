import type { Redis } from 'ioredis';
import type { Clock } from '../clock.ts';
import type { CoreSettings } from '../config.ts';
import { SettingsError } from '../errors.ts';
import { type Keys, keysFor } from '../keys.ts';
import type { Log } from '../log.ts';
import { claimSchema } from '../redis/claim-schema.ts';
import { connect } from '../redis/connect.ts';
import { startRedis } from '../redis/embedded.ts';
import { examineRedis } from '../redis/examine.ts';
import { findServer } from '../redis/find-server.ts';
import { threeWays } from '../redis/install.ts';
import { shownUrl } from '../redis/shown-url.ts';
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

/** How long Redis may take to answer when the process starts, milliseconds. */
const patienceMs = 15_000;

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
  const open = (patience: 'hasty' | 'patient') => {
    const redis = connect(url, patience, onError);
    undo.add(() => redis.disconnect());
    return redis;
  };
  const [hasty, patient, subscriber] = [open('hasty'), open('patient'), open('patient')];
  const keys = keysFor(settings.REDIS_PREFIX);
  await reach(hasty, patient, shownUrl(new Secret(url)), clock);
  const problems = (await examineRedis(patient)).filter(({ level }) => level === 'bad');
  if (problems.length > 0) {
    throw new SettingsError(problems.map(({ what, remedy }) => `REDIS_URL: ${what}: ${remedy}`));
  }
  await claimSchema(patient, keys);
  return { keys, hasty, patient, subscriber, shownUrl: shownUrl(new Secret(url)) };
}

/** Waits a while for Redis, which may be starting beside us: a hasty connection that does not stand yet fails at once. */
async function reach(hasty: Redis, patient: Redis, where: string, clock: Clock): Promise<void> {
  const reached = new AbortController();
  const late = clock.sleep(patienceMs, reached.signal).then(() => {
    throw new SettingsError([
      `REDIS_URL: nobody answers at ${where}; start Redis there or set another address`,
    ]);
  });
  try {
    await Promise.race([Promise.all([patient.ping(), standing(hasty)]), late]);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ReplyError') throw error;
    throw new SettingsError([
      `REDIS_URL: Redis at ${where} refuses us (${error.message}); check the user and the password in it`,
    ]);
  } finally {
    reached.abort();
    late.catch(() => {});
  }
}

function standing(redis: Redis): Promise<unknown> {
  return redis.status === 'ready' ? Promise.resolve() : new Promise(resolve => redis.once('ready', resolve));
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

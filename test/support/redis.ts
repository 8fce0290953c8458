import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { systemClock } from '../../src/clock.ts';
import { SettingsError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import { startRedis } from '../../src/redis/embedded.ts';
import { findOrInstallServer } from '../../src/redis/install.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The real Redis of this test run. Each test file takes a prefix of its own. */
    redisUrl: string;
  }
}

/** One private Redis for the whole run; installed first where the machine has none. */
export default async function provideRedis(project: TestProject) {
  const tell = (line: string) => console.error(line);
  const program = await findOrInstallServer(process.env['PATH'] ?? '', tell).catch(endInWords);
  const dataDir = await mkdtemp(join(tmpdir(), 'yanqiao-test-'));
  const redis = await startRedis({ program, dataDir, clock: systemClock, log: silentLog });
  project.provide('redisUrl', redis.url);
  return async () => {
    await redis.stop();
    await rm(dataDir, { recursive: true, force: true });
    if (redis.url.startsWith('unix:'))
      await rm(dirname(redis.url.slice('unix:'.length)), { recursive: true, force: true });
  };
}

/** Without a Redis nothing can be tested: what to do about it is the last line, and no stack hides it. */
function endInWords(error: unknown): never {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.problems.join('\n'));
  process.exit(1);
}

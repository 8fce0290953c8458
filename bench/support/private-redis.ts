import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import { silentLog } from '../../src/log.ts';
import type { Undo } from '../../src/main/undo.ts';
import { startRedis } from '../../src/redis/embedded.ts';

/** Starts an empty Redis as `npm start` runs one; it is gone when all is undone. @param program its path @returns its address */
export async function startPrivateRedis(program: string, undo: Undo): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'yanqiao-bench-'));
  undo.add(() => rm(dataDir, { recursive: true, force: true }));
  const { url, stop } = await startRedis({ program, dataDir, clock: systemClock, log: silentLog });
  undo.add(async () => {
    await stop();
    if (!url.startsWith('unix:')) return;
    await rm(dirname(url.slice('unix:'.length)), { recursive: true, force: true });
  });
  return url;
}

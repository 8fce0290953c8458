import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { silentLog } from '../../src/log.ts';
import { startRedis } from '../../src/redis/embedded.ts';
import { findServer } from '../../src/redis/find-server.ts';
import { eventually } from '../support/eventually.ts';
import { openTown } from './town.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

test('a bot in mid-answer whose Redis has gone stops all the same when it is told to', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'yanqiao-gone-'));
  undo.push(() => rm(dataDir, { recursive: true, force: true }));
  const program = (await findServer(process.env['PATH'] ?? '')) ?? '';
  const server = await startRedis({ program, dataDir, clock: systemClock, log: silentLog });
  const town = await openTown({
    ernie: { chunkMs: 300 },
    settings: { REDIS_URL: server.url, SHUTDOWN_GRACE_MS: '100' },
  });
  undo.push(() => town.close());
  town.ernie.reply(() => '第一句。第二句。第三句。'.repeat(20));
  const bot = await town.startBot();
  const li = town.telegram.person();
  const chat = town.telegram.direct(li);
  town.telegram.say(chat, li, '你好');
  await eventually('the answer to begin', () => town.replies(chat)[0]?.text.includes('第一句'), 10_000);
  await server.stop();
  bot.kill('SIGTERM');
  expect(await bot.ended()).toBe(0);
});

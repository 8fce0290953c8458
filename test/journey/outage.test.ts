import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { silentLog } from '../../src/log.ts';
import { connect } from '../../src/redis/connect.ts';
import { type EmbeddedRedis, startRedis } from '../../src/redis/embedded.ts';
import { findServer } from '../../src/redis/find-server.ts';
import { eventually } from '../support/eventually.ts';
import { openTown, questionOf, type Town } from './town.ts';

let town: Town;
let dataDir: string;
let server: EmbeddedRedis;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yanqiao-outage-'));
  const program = (await findServer(process.env['PATH'] ?? '')) ?? '';
  server = await startRedis({ program, dataDir, clock: systemClock, log: silentLog });
});
afterEach(async () => {
  await town.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function killRedis(): Promise<void> {
  const redis = connect(server.url, 'patient', () => {});
  const pid = /process_id:(\d+)/.exec(await redis.info('server'))?.[1];
  redis.disconnect();
  process.kill(Number(pid), 'SIGKILL');
}

test('Redis is killed and comes back with its append-only file: every message is answered once', async () => {
  town = await openTown({ ernie: { chunkMs: 20 }, settings: { REDIS_URL: server.url, MODEL_QPS: '20' } });
  town.ernie.reply(prompt => `答${questionOf(prompt)}。第一句。第二句。第三句。`);
  await Promise.all([town.startBot(), town.startBot()]);
  const people = Array.from({ length: 12 }, () => town.telegram.person());
  for (const round of [1, 2, 3]) {
    for (const person of people) town.telegram.say(town.telegram.direct(person), person, `问${round}`);
    if (round === 2) await killRedis();
  }
  for (const person of people) {
    const texts = await town.finished(town.telegram.direct(person), 3, 45_000);
    expect(texts).toEqual([1, 2, 3].map(n => `答问${n}。第一句。第二句。第三句。`));
  }
});

test('Redis is silent for a while, again and again: the answer goes on, and the model is asked once', async () => {
  town = await openTown({ ernie: { chunkMs: 400 }, settings: { REDIS_URL: server.url } });
  const answer = Array.from({ length: 30 }, (_, n) => `这是第${n}句。`).join('');
  town.ernie.reply(() => answer);
  await town.startBot();
  const li = town.telegram.person();
  const chat = town.telegram.direct(li);
  town.telegram.say(chat, li, '讲讲');
  const redis = connect(server.url, 'patient', () => {});
  for (const sentence of [1, 10]) {
    const seen = () => town.replies(chat)[0]?.text.includes(`第${sentence}句`);
    await eventually(`sentence ${sentence}`, seen, 20_000);
    await redis.client('PAUSE', 3000);
  }
  redis.disconnect();
  expect(await town.finished(chat, 1, 30_000)).toEqual([answer]);
  expect(town.ernie.calls).toHaveLength(1);
});

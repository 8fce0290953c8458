import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { SettingsError } from '../../src/errors.ts';
import { type LogEvent, silentLog } from '../../src/log.ts';
import { type EmbeddedRedis, startRedis } from '../../src/redis/embedded.ts';
import { findServer } from '../../src/redis/find-server.ts';
import { probe, singleUse } from '../../src/redis/probe.ts';
import { untilHolds } from '../support/until-holds.ts';

const program = (await findServer(process.env['PATH'] ?? '')) ?? '';
const undo: (() => Promise<unknown>)[] = [];
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yanqiao-embedded-'));
  undo.push(() => rm(dataDir, { recursive: true, force: true }));
});

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function start(folder = dataDir, events: LogEvent[] = []): Promise<EmbeddedRedis> {
  const redis = await startRedis({
    program,
    dataDir: folder,
    clock: systemClock,
    log: event => void events.push(event),
  });
  undo.push(async () => {
    await redis.stop();
    if (redis.url.startsWith('unix:'))
      await rm(dirname(redis.url.slice('unix:'.length)), { recursive: true, force: true });
  });
  return redis;
}

async function on<T>(url: string, act: (redis: ReturnType<typeof singleUse>) => Promise<T>): Promise<T> {
  const redis = singleUse(url);
  await redis.connect();
  try {
    return await act(redis);
  } finally {
    redis.disconnect();
  }
}

async function pidAt(url: string): Promise<number> {
  const found = await probe(url);
  return found.kind === 'ready' ? found.pid : 0;
}

describe('the private Redis', () => {
  test('starts in a folder that only its owner may read, evicts nothing and keeps its data over a restart', async () => {
    const folder = join(dataDir, 'deep', '数据 dir');
    const first = await start(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(await on(first.url, redis => redis.config('GET', 'maxmemory-policy'))).toContain('noeviction');
    await on(first.url, redis => redis.set('question', '你好'));
    await first.stop();
    expect(await probe(first.url)).toEqual({ kind: 'nobody' });
    const second = await start(folder);
    expect(await on(second.url, redis => redis.get('question'))).toBe('你好');
  });

  test('belongs to one process: a second one is told to set REDIS_URL', async () => {
    const redis = await start();
    const second = start();
    await expect(second).rejects.toThrow(SettingsError);
    await expect(second).rejects.toThrow(/REDIS_URL/);
    expect((await probe(redis.url)).kind).toBe('ready');
  });

  test('outlives an owner that was killed, and the next process takes it over', async () => {
    const owner = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'owner.ts'), dataDir, program],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = (await once(owner.stdout, 'data')) as [Buffer];
    const url = line.toString().trim();
    const pid = await pidAt(url);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const adopted = await start();
    expect(adopted.url).toBe(url);
    expect(await pidAt(url)).toBe(pid);
    await adopted.stop();
    expect(await probe(url)).toEqual({ kind: 'nobody' });
  });

  test('is started again with its data when it dies', async () => {
    const events: LogEvent[] = [];
    const redis = await start(dataDir, events);
    await on(redis.url, it => it.set('kept', '1'));
    const pid = await pidAt(redis.url);
    process.kill(pid, 'SIGKILL');
    await untilHolds(async () => expect([0, pid]).not.toContain(await pidAt(redis.url)));
    expect(await on(redis.url, it => it.get('kept'))).toBe('1');
    await untilHolds(() => expect(events).toEqual(['redis.started', 'redis.failed', 'redis.started']));
  });

  test('listens on loopback, behind a password, where a Unix socket cannot be made', async () => {
    const deep = join(dataDir, 'x'.repeat(100));
    vi.stubEnv('TMPDIR', deep);
    try {
      const redis = await start();
      expect(redis.url).toMatch(/^redis:\/\/:[0-9a-f]{48}@127\.0\.0\.1:\d+$/);
      await expect(start()).rejects.toThrow(/REDIS_URL/);
      const stranger = redis.url.replace(/:[0-9a-f]{48}@/, '');
      await expect(on(stranger, it => it.get('x'))).rejects.toThrow(/NOAUTH/);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('that cannot start says where it wrote why', async () => {
    await writeFile(join(dataDir, 'appendonlydir'), 'not a folder');
    const failing = startRedis({ program, dataDir, clock: systemClock, log: silentLog });
    await expect(failing).rejects.toThrow(/redis\.log/);
  });
});

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The real Redis of this test run. Each test file takes a prefix of its own. */
    redisUrl: string;
  }
}

export default async function startRedis(project: TestProject) {
  const directory = await mkdtemp(join(tmpdir(), 'yanqiao-test-'));
  const socket = join(directory, 'redis.sock');
  const server = spawn(
    'redis-server',
    ['--port', '0', '--unixsocket', socket, '--dir', directory, '--save', ''],
    {
      stdio: 'ignore',
    },
  );
  project.provide('redisUrl', `unix:${socket}`);
  return async () => {
    server.kill();
    await rm(directory, { recursive: true, force: true });
  };
}

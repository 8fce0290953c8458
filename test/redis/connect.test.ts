import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { silentLog } from '../../src/log.ts';
import { connect } from '../../src/redis/connect.ts';
import { isElsewhere } from '../../src/redis/elsewhere.ts';
import { type EmbeddedRedis, startRedis } from '../../src/redis/embedded.ts';
import { findServer } from '../../src/redis/find-server.ts';

let dataDir: string;
let server: EmbeddedRedis;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yanqiao-connect-'));
  const program = (await findServer(process.env['PATH'] ?? '')) ?? '';
  server = await startRedis({ program, dataDir, clock: systemClock, log: silentLog });
});
afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
  if (server.url.startsWith('unix:'))
    await rm(dirname(server.url.slice('unix:'.length)), { recursive: true, force: true });
});

test.each([
  ['patient', 'waits until it is the master again'],
  ['hasty', 'fails'],
] as const)('what a %s connection writes to a server that became a replica %s', async (patience, _) => {
  const redis = connect(server.url, patience, () => {});
  const other = connect(server.url, 'patient', () => {});
  const ready = () => expect.poll(() => redis.status).toBe('ready');
  try {
    await ready();
    await redis.set('before', '1');
    await other.replicaof('127.0.0.1', '1');
    const writing = Promise.allSettled([
      redis.set('written', patience),
      redis.eval("return redis.call('set', KEYS[1], '1')", 1, 'scripted'),
    ]);
    await expect.poll(() => redis.status).not.toBe('ready');
    await other.replicaof('NO', 'ONE');
    const outcome = patience === 'patient' ? 'fulfilled' : 'rejected';
    expect((await writing).map(({ status }) => status)).toEqual([outcome, outcome]);
    await ready();
    expect(await redis.get('before')).toBe('1');
  } finally {
    redis.disconnect();
    other.disconnect();
  }
});

test.each([
  ['MOVED 866 127.0.0.1:7001', true],
  ['ASK 866 127.0.0.1:7001', true],
  ['TRYAGAIN Multiple keys request during rehashing of slot', true],
  ['CLUSTERDOWN Hash slot not served', true],
  ["MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", true],
  ['UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)', true],
  ["READONLY You can't write against a read only replica.", true],
  [
    "ERR Error running script (call to f_1): @user_script:1: -READONLY You can't write against a read only replica.",
    true,
  ],
  ['NOSCRIPT No matching script. Please use EVAL.', false],
  ['WRONGTYPE Operation against a key holding the wrong kind of value', false],
  ["ERR unknown command 'MOVED'", false],
])('%s: another is to be asked, or later: %s', (message, expected) => {
  expect(isElsewhere(new Error(message))).toBe(expected);
});

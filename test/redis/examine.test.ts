import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { SettingsError } from '../../src/errors.ts';
import { keysFor } from '../../src/keys.ts';
import { claimSchema } from '../../src/redis/claim-schema.ts';
import { examineRedis, judgeAppendOnly, judgePolicy, judgeVersion } from '../../src/redis/examine.ts';
import { singleUse } from '../../src/redis/probe.ts';
import { shownUrl } from '../../src/redis/shown-url.ts';
import { Secret } from '../../src/secret.ts';

const redis = singleUse(inject('redisUrl'));
beforeAll(() => redis.connect());
afterAll(() => redis.disconnect());

describe('Redis is examined', () => {
  test('the private one passes', async () => {
    expect((await examineRedis(redis)).map(({ level }) => level)).toEqual(['good', 'good', 'good']);
  });

  test.each([
    ['7.0.15', 'good'],
    ['6.2.0', 'good'],
    ['6.0.16', 'bad'],
    ['5.0', 'bad'],
    ['', 'bad'],
  ])('version %j is %s', (version, level) => {
    expect(judgeVersion(version).level).toBe(level);
  });

  test('a policy that evicts is refused, a hidden one is only noted', () => {
    expect(judgePolicy('allkeys-lru')).toMatchObject({
      level: 'bad',
      remedy: expect.stringContaining('noeviction'),
    });
    expect(judgePolicy(undefined).level).toBe('note');
    expect(judgeAppendOnly('no').level).toBe('note');
    expect(judgeAppendOnly(undefined).level).toBe('note');
  });

  test('a user who may not read the configuration is told what to make sure of', async () => {
    const user = `managed-${randomUUID()}`;
    await redis.call('ACL', 'SETUSER', user, 'on', '>pw', '~*', '+@all', '-config');
    const managed = singleUse(inject('redisUrl'));
    await managed.connect();
    await managed.auth(user, 'pw');
    expect((await examineRedis(managed)).map(({ level }) => level)).toEqual(['good', 'note', 'note']);
    managed.disconnect();
    await redis.call('ACL', 'DELUSER', user);
  });
});

describe('the schema', () => {
  test('is claimed by the first process and shared with those of the same version', async () => {
    const keys = keysFor(`test-${randomUUID()}`);
    await claimSchema(redis, keys);
    await claimSchema(redis, keys);
  });

  test('of another version is refused in words', async () => {
    const keys = keysFor(`test-${randomUUID()}`);
    await redis.set(keys.schema, 99);
    await expect(claimSchema(redis, keys)).rejects.toThrow(SettingsError);
    await expect(claimSchema(redis, keys)).rejects.toThrow(/of version 99/);
    expect(await redis.get(keys.schema)).toBe('99');
  });
});

test.each([
  ['redis://user:hunter2@cache.example:6380/1', 'redis://cache.example:6380'],
  ['rediss://:hunter2@cache.example', 'rediss://cache.example'],
  ['unix:/run/redis.sock', 'unix:/run/redis.sock'],
  ['redis://user:hunter2@a:7000,redis://user:hunter2@b', 'redis://a:7000, redis://b:6379'],
  ['rediss://:hunter2@a:7000,b:7001', 'rediss://a:7000, rediss://b:7001'],
])('an address is shown without what opens it: %#', (url, shown) => {
  expect(shownUrl(new Secret(url))).toBe(shown);
});

import { Redis } from 'ioredis';
import { expect, inject, onTestFinished, test } from 'vitest';
import { countKeys, kindOf } from '../../proof/soak/keys.ts';
import { readOptions } from '../../proof/soak/options.ts';
import { heading, toldLook } from '../../proof/soak/told.ts';

test('a soak takes an hour unless told otherwise', () => {
  expect(readOptions([])).toEqual({ minutes: 60, seed: 1, json: undefined });
  expect(readOptions(['--minutes', '5', '--seed', '9', '--json', 'looks.json'])).toEqual({
    minutes: 5,
    seed: 9,
    json: 'looks.json',
  });
  expect(() => readOptions(['--minutes', '0'])).toThrow('--minutes');
});

test('the kind of a key is the word behind the bot', () => {
  expect(kindOf('yanqiao:{yanqiao-v1}:seen:telegram:1')).toBe('seen');
  expect(kindOf('soak:stats')).toBe('stats');
});

test('keys are counted by their kind, and those without an end', async () => {
  // A database of its own: what other tests keep is not counted.
  const redis = new Redis(inject('redisUrl').replace(/^unix:/, ''), { db: 9 });
  const keys = ['soak:seen:1', 'soak:seen:2', 'soak:stats'];
  onTestFinished(async () => {
    await redis.unlink(...keys);
    redis.disconnect();
  });
  for (const key of keys) await redis.set(key, '');
  for (const key of keys.slice(1)) await redis.expire(key, 60);
  expect(await countKeys(redis)).toEqual({ byKind: { seen: 2, stats: 1 }, endless: 1 });
});

test('a line tells the largest process of each part, and the most frequent kind of key first', () => {
  const line = toldLook({
    minute: 3,
    asked: 720,
    open: 1,
    memoryMB: { 'worker-1.1': 180.4, 'worker-2.1': 190.6, 'intake-1.1': 150 },
    redisMB: 2.25,
    keys: { byKind: { stats: 1, seen: 720 }, endless: 0 },
  });
  expect(line.split('\t')).toEqual(['3', '720', '1', '191', '150', '2.3', '721', '0', 'seen 720, stats 1']);
  expect(line.split('\t')).toHaveLength(heading.split('\t').length);
});

import { describe, expect, test } from 'vitest';
import { readAddresses } from '../../src/redis/addresses.ts';
import { targetFound, targetOf } from '../../src/redis/target.ts';

describe('REDIS_URL', () => {
  test.each([
    ['redis://localhost', ['redis://localhost']],
    ['redis://user:pass@host:6380/3?family=6', ['redis://user:pass@host:6380/3?family=6']],
    ['unix:/run/a,b.sock', ['unix:/run/a,b.sock']],
    ['redis://:a,b@host', ['redis://:a,b@host']],
    ['redis://a:7000,redis://b:7001', ['redis://a:7000', 'redis://b:7001']],
    ['redis://a:7000,b:7001/, c/0', ['redis://a:7000', 'redis://b:7001', 'redis://c:6379']],
    ['rediss://user:p%40ss@a,b:7001', ['rediss://user:p%40ss@a:6379', 'rediss://user:p%40ss@b:7001']],
    ['redis://:p,w@a,redis://:p,w@b', ['redis://:p,w@a:6379', 'redis://:p,w@b:6379']],
    ['redis://:pw@a:7000,redis://b:7001', ['redis://:pw@a:7000', 'redis://:pw@b:7001']],
    ['redis://user@[::1]:7000,[::2]:7001', ['redis://user@[::1]:7000', 'redis://user@[::2]:7001']],
    ['redis://a:7000,redis://a:7000,a:7000', ['redis://a:7000']],
  ])('names these servers: %#', (text, addresses) => {
    expect(readAddresses(text)).toEqual({ kind: 'right', addresses });
  });

  test.each([
    '',
    'localhost:6379',
    'http://host',
    'redis://a:7000,',
    'redis://a:7000,,b:7001',
    'redis://a:7000/1,b:7001',
    'redis://a:7000?family=6,b:7001',
    'redis://a:7000,rediss://b:7001',
    'redis://a:7000,http://b:7001',
    'redis://a:7000,unix:/run/redis.sock',
    'redis://a:7000,b:70010',
    'redis://:hunter2@a:7000,redis://:hunter3@b:7001',
    'redis://:hunter2@a:7000,:hunter2@b:7001',
    'redis://:hunter2@,@host',
  ])('is refused in words that repeat nothing of it: %#', text => {
    const read = readAddresses(text);
    expect(read).toMatchObject({ kind: 'wrong', problem: expect.stringContaining('redis://') });
    expect(JSON.stringify(read)).not.toContain('hunter');
  });

  test('leads to one server, or to the node of a Cluster that has the keys', () => {
    expect(targetOf('redis://a:7000', 'key')).toBe('redis://a:7000');
    expect(targetOf('redis://a:7000,b', 'key')).toEqual({
      key: 'key',
      nodes: ['redis://a:7000', 'redis://b:6379'],
    });
  });

  test('is judged by what answers there', () => {
    const found = (url: string, isCluster: boolean) => targetFound(targetOf(url, 'key'), 'key', isCluster);
    expect(found('redis://a/3', false)).toBe('redis://a/3');
    expect(found('redis://:p%40ss@a/0', true)).toEqual({ key: 'key', nodes: ['redis://:p%40ss@a:6379'] });
    expect(found('redis://a,b', true)).toEqual(targetOf('redis://a,b', 'key'));
    expect(() => found('redis://a,b', false)).toThrow('write one address');
    for (const url of ['redis://a/3', 'redis://a?family=6', 'unix:/run/redis.sock']) {
      expect(() => found(url, true)).toThrow('write redis://host:port');
    }
  });
});

import { expect, test } from 'vitest';
import { crashWords } from '../../src/cli/crash-words.ts';
import { openSpace } from '../support/space.ts';

test('a crash tells where it happened, and nothing of what people wrote', async () => {
  const space = openSpace();
  const key = space.keys.once('crash');
  await space.redis.set(key, 1);
  const error: unknown = await space.redis.lpush(key, '绝密').catch(error => error);
  await space.close();
  expect(crashWords(error)).toMatch(/WRONGTYPE[\s\S]*at /);
  expect(crashWords(error)).not.toContain('绝密');
});

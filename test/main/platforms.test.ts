import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Adapter, World } from '../../src/adapter.ts';
import type { CoreSettings } from '../../src/config.ts';
import { openPlatforms } from '../../src/main/platforms.ts';
import { Undo } from '../../src/main/undo.ts';
import { openPaper } from '../support/paper.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
beforeEach(() => {
  space = openSpace();
});
afterEach(() => space.close());

const paper: Adapter = {
  name: 'paper',
  settings: z.object({}),
  openByDefault: true,
  identity: () => 'bot-1',
  configured: () => true,
  create: async () => openPaper(),
  async *examine() {},
};

test('a platform opens although Redis is away from the connections that do not wait', async () => {
  const hasty = space.connect('hasty');
  hasty.disconnect();
  const world = { redis: hasty, keys: space.keys } as World;
  const opened = await openPlatforms([paper], {} as CoreSettings, world, space.redis, new Undo());
  expect([...opened.keys()]).toEqual(['paper']);
  expect(await space.redis.hgetall(space.keys.identities)).toEqual({ paper: 'bot-1' });
});

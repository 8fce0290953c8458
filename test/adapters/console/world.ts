import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { playground as adapter } from '../../../adapters/console/index.ts';
import { readSettings } from '../../../src/config/read.ts';
import type { Platform } from '../../../src/platform.ts';
import type { ChatDraft, Playground } from '../../../src/playground.ts';
import { openWorld, type WorldParts } from '../world.ts';
import { type Spoiling, spoilable } from './spoilable.ts';

const settings = readSettings({ CONSOLE_TOKEN: 'sixteen-characters' }, [adapter.settings]);

/** Processes that share one playground. */
export function openTown(parts: WorldParts = {}) {
  const { prefix = `test-${randomUUID()}` } = parts;
  const closes: (() => unknown)[] = [];
  const spoils: ((chat: string, how: Spoiling) => void)[] = [];
  return {
    async openPlatform(): Promise<Platform & { readonly playground: Playground }> {
      const { world, close } = openWorld(inject('redisUrl'), { ...parts, prefix });
      const { redis, spoil } = spoilable(world.redis);
      const platform = await adapter.create(settings, { ...world, redis });
      closes.unshift(close);
      spoils.push(spoil);
      const { playground } = platform;
      if (!playground) throw new Error('the console has no playground');
      return { ...platform, playground };
    },
    prefix,
    /** The next step of any process that is about this chat fails. */
    spoil(chat: string, how: Spoiling) {
      for (const spoil of spoils) spoil(chat, how);
    },
    async close() {
      for (const close of closes) await close();
    },
  };
}

export const directDraft = (name: string): ChatDraft => ({
  kind: 'direct',
  title: name,
  people: [{ name, role: 'chat-admin' }],
});

export const groupDraft = (...names: readonly string[]): ChatDraft => ({
  kind: 'group',
  title: '群',
  people: names.map(name => ({ name, role: 'member' })),
});

import type { Adapter } from '../../src/adapter.ts';
import { settings } from './settings.ts';

/** The playground of the web console: make-believe people who write to the real bot. */
export const playground: Adapter<typeof settings.shape> = {
  name: 'console',
  settings,
  /** Whoever has the token may speak as any of them. */
  openByDefault: true,
  /** Its chats are ours: there is one for each Redis. */
  identity: () => 'playground',
  configured: ({ CONSOLE_TOKEN }) => CONSOLE_TOKEN !== undefined,
  async create(_, world) {
    const { createPlatform } = await import('./create.ts');
    return createPlatform(world);
  },
  async *examine(values) {
    const { examine } = await import('./examine.ts');
    yield* examine(values);
  },
};

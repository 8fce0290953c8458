import type { Adapter } from '../../src/adapter.ts';
import { settings } from './settings.ts';

/** Feishu and Lark, by a custom app. */
export const feishu: Adapter<typeof settings.shape> = {
  name: 'feishu',
  settings,
  // A custom app is seen by its own company only.
  openByDefault: true,
  identity: ({ FEISHU_APP_ID }) => FEISHU_APP_ID ?? '',
  configured: ({ FEISHU_APP_ID }) => FEISHU_APP_ID !== undefined,
  async create(values, world) {
    const { createPlatform } = await import('./create.ts');
    return createPlatform(values, world);
  },
  async *examine(values) {
    const { examine } = await import('./examine.ts');
    yield* examine(values);
  },
};

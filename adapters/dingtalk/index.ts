import type { Adapter } from '../../src/adapter.ts';
import { settings } from './settings.ts';

/** DingTalk, by a robot of the organisation's own app. */
export const dingtalk: Adapter<typeof settings.shape> = {
  name: 'dingtalk',
  settings,
  // An app of an organisation is seen by its members only.
  openByDefault: true,
  identity: ({ DINGTALK_CLIENT_ID }) => DINGTALK_CLIENT_ID ?? '',
  configured: ({ DINGTALK_CLIENT_ID }) => DINGTALK_CLIENT_ID !== undefined,
  async create(values, world) {
    const { createPlatform } = await import('./create.ts');
    return createPlatform(values, world);
  },
  async *examine(values) {
    const { examine } = await import('./examine.ts');
    yield* examine(values);
  },
};

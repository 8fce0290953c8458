import type { Adapter } from '../../src/adapter.ts';
import { settings } from './settings.ts';

/** Telegram, by its Bot API. */
export const telegram: Adapter<typeof settings.shape> = {
  name: 'telegram',
  settings,
  openByDefault: false,
  /** The part of a token before its colon is the bot's id. */
  identity: ({ TELEGRAM_BOT_TOKEN }) => TELEGRAM_BOT_TOKEN?.reveal().split(':', 1)[0] ?? '',
  configured: ({ TELEGRAM_BOT_TOKEN }) => TELEGRAM_BOT_TOKEN !== undefined,
  async create(values, world) {
    const { createPlatform } = await import('./create.ts');
    return createPlatform(values, world);
  },
  async *examine(values) {
    const { examine } = await import('./examine.ts');
    yield* examine(values);
  },
};

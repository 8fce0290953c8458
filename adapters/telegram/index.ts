import { z } from 'zod';
import type { Adapter } from '../../src/adapter.ts';
import { address, secret } from '../../src/config/fields.ts';

const shape = {
  TELEGRAM_BOT_TOKEN: secret()
    .optional()
    .meta({ secret: true, help: 'Turns Telegram on: the token that @BotFather gives' }),
  TELEGRAM_API_ROOT: address()
    .prefault('https://api.telegram.org')
    .meta({ help: 'Where the Bot API is; change it for a server of your own' }),
  TELEGRAM_WEBHOOK_URL: address()
    .optional()
    .meta({ help: 'The public https:// address of /webhooks/telegram; unset: long polling' }),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, 'write 1 to 256 letters, digits, dashes or underscores')
    .pipe(secret())
    .optional()
    .meta({ secret: true, help: 'Required with TELEGRAM_WEBHOOK_URL: 1 to 256 letters, digits, _ or -' }),
  TELEGRAM_PROXY: z
    .string()
    .regex(/^https?:\/\/./, 'write http://host:port')
    .refine(value => URL.canParse(value), 'write http://host:port')
    .pipe(secret())
    .optional()
    .meta({
      secret: true,
      help: 'HTTP proxy for Telegram alone; http://user:password@host:port is possible',
    }),
};

const settings = z
  .object(shape)
  .refine(values => !values.TELEGRAM_WEBHOOK_URL || values.TELEGRAM_WEBHOOK_SECRET, {
    path: ['TELEGRAM_WEBHOOK_SECRET'],
    error:
      'is missing; TELEGRAM_WEBHOOK_URL needs it beside, or everybody could speak in the name of Telegram',
  })
  .meta({ help: 'Telegram' });

export type TelegramSettings = z.infer<typeof settings>;

export const telegram: Adapter<typeof shape> = {
  name: 'telegram',
  settings,
  openByDefault: false,
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

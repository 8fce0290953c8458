import { z } from 'zod';
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

/** What turns Telegram on, and how it is reached. */
export const settings = z
  .object(shape)
  .refine(values => !values.TELEGRAM_WEBHOOK_URL || values.TELEGRAM_WEBHOOK_SECRET, {
    when: () => true,
    path: ['TELEGRAM_WEBHOOK_SECRET'],
    error:
      'is missing; TELEGRAM_WEBHOOK_URL needs it beside, or everybody could speak in the name of Telegram',
  })
  .meta({ help: 'Telegram' });

/** The settings as they were read. */
export type TelegramSettings = z.infer<typeof settings>;

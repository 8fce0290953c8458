import { z } from 'zod';
import { address, oneOf, secret } from '../../src/config/fields.ts';

const shape = {
  FEISHU_APP_ID: z
    .string()
    .regex(/^cli_[0-9a-fA-F]{16}$/, 'write cli_ and 16 characters, as the developer console shows it')
    .optional()
    .meta({ help: 'Turns Feishu on: the App ID of your custom app' }),
  FEISHU_APP_SECRET: secret()
    .optional()
    .meta({ secret: true, help: 'Required with FEISHU_APP_ID: its App Secret' }),
  FEISHU_DOMAIN: address()
    .prefault('https://open.feishu.cn')
    .meta({ help: 'The open platform; https://open.larksuite.com for Lark' }),
  FEISHU_MODE: oneOf('websocket', 'webhook')
    .prefault('websocket')
    .meta({ help: 'websocket: we connect to Feishu, no public address needed; webhook: Feishu calls us' }),
  FEISHU_ENCRYPT_KEY: secret()
    .optional()
    .meta({ secret: true, help: 'Required in webhook mode: Encrypt Key, under Events and Callbacks' }),
  FEISHU_VERIFICATION_TOKEN: secret()
    .optional()
    .meta({ secret: true, help: 'Required in webhook mode: Verification Token, on the same page' }),
};

interface Given {
  readonly FEISHU_APP_ID?: unknown;
  readonly FEISHU_APP_SECRET?: unknown;
  readonly FEISHU_MODE?: unknown;
  readonly FEISHU_ENCRYPT_KEY?: unknown;
  readonly FEISHU_VERIFICATION_TOKEN?: unknown;
}

const byWebhook = ({ FEISHU_APP_ID, FEISHU_MODE }: Given) =>
  FEISHU_APP_ID !== undefined && FEISHU_MODE === 'webhook';

/** What turns Feishu on, and how it is reached. */
export const settings = z
  .object(shape)
  .refine((values: Given) => !values.FEISHU_APP_ID || values.FEISHU_APP_SECRET, {
    when: () => true,
    path: ['FEISHU_APP_SECRET'],
    error: 'is missing; FEISHU_APP_ID needs it beside',
  })
  .refine((values: Given) => !byWebhook(values) || values.FEISHU_ENCRYPT_KEY, {
    when: () => true,
    path: ['FEISHU_ENCRYPT_KEY'],
    error: 'is missing; without it everybody could speak in the name of Feishu',
  })
  .refine((values: Given) => !byWebhook(values) || values.FEISHU_VERIFICATION_TOKEN, {
    when: () => true,
    path: ['FEISHU_VERIFICATION_TOKEN'],
    error: 'is missing; webhook mode needs it',
  })
  .meta({ help: 'Feishu' });

/** The settings as they were read. */
export type FeishuSettings = z.infer<typeof settings>;

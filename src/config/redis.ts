import { z } from 'zod';
import { secret } from './fields.ts';

/** Where everything is kept. */
export const redisSettings = z
  .object({
    REDIS_URL: z
      .string()
      .refine(isRedisUrl, 'write redis://host:6379/0, rediss://… for TLS, or unix:/path/to/socket')
      .pipe(secret())
      .optional()
      .meta({
        secret: true,
        help: 'redis://host:6379; unset: a private Redis is started and stopped with the bot',
      }),
    REDIS_PREFIX: z
      .string()
      .regex(/^[\w.-]+$/, 'write letters, digits, dots, dashes or underscores')
      .prefault('yanqiao')
      .meta({ help: 'Every key starts with it: one for each bot on the same Redis' }),
    DATA_DIR: z.string().prefault('.yanqiao').meta({ help: "The private Redis's folder" }),
  })
  .meta({ help: 'Redis' });

function isRedisUrl(value: string): boolean {
  return /^unix:\/./.test(value) || (/^rediss?:\/\//.test(value) && URL.canParse(value));
}

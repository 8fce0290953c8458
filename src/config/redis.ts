import { z } from 'zod';
import { readAddresses } from '../redis/addresses.ts';
import { secret } from './fields.ts';

/** Where everything is kept. */
export const redisSettings = z
  .object({
    REDIS_URL: z
      .string()
      .superRefine((value, context) => {
        const read = readAddresses(value);
        if (read.kind === 'wrong') context.addIssue({ code: 'custom', message: read.problem });
      })
      .pipe(secret())
      .optional()
      .meta({
        secret: true,
        help: 'redis://host:6379, or of a Cluster some nodes: redis://a:7000,b:7001; unset: a private Redis is started and stopped with the bot',
      }),
    REDIS_PREFIX: z
      .string()
      .regex(/^[\w.-]+$/, 'write letters, digits, dots, dashes or underscores')
      .prefault('yanqiao')
      .meta({ help: 'Every key starts with it: one for each bot on the same Redis' }),
    DATA_DIR: z.string().prefault('.yanqiao').meta({ help: "The private Redis's folder" }),
  })
  .meta({ help: 'Redis' });

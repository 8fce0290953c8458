import { z } from 'zod';
import { milliseconds, oneOf, someOf, wholeNumber } from './fields.ts';

/** How the process runs and is watched. */
export const serviceSettings = z
  .object({
    HTTP_HOST: z
      .string()
      .prefault('127.0.0.1')
      .meta({ help: 'Where webhooks, health and metrics are served' }),
    HTTP_PORT: wholeNumber(0, 65_535)
      .prefault('8787')
      .meta({ help: 'The port of these; 0 takes a free one' }),
    ROLES: someOf('intake', 'worker')
      .prefault('intake,worker')
      .meta({ help: 'intake, worker or both: splits the two over machines' }),
    SHUTDOWN_GRACE_MS: milliseconds(0)
      .prefault('20000')
      .meta({ help: 'How long running replies may take to finish when the process is told to stop' }),
    LOG_LEVEL: oneOf('debug', 'info', 'warn', 'error')
      .prefault('info')
      .meta({ help: 'debug, info, warn or error; one JSON object a line' }),
  })
  .meta({ help: 'The process' });

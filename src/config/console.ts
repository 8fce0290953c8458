import { z } from 'zod';
import { address, secret } from './fields.ts';

/** Whoever guesses has twenty tries a minute; sixteen characters by chance are more than enough then. */
const shortestToken = 16;

/**
 * What turns the web console on. Its platform, where people write to the bot, brings this shape as its own; the pages of
 * the console read the same setting.
 */
export const consoleSettings = z
  .object({
    CONSOLE_TOKEN: secret()
      .refine(token => token.reveal().length >= shortestToken, {
        error: `write at least ${shortestToken} characters, such as \`openssl rand -hex 16\` gives`,
      })
      .optional()
      .meta({
        secret: true,
        help: `Opens the web console at /console; at least ${shortestToken} characters. Unset: there is none`,
      }),
    CONSOLE_FAULTS_URL: address()
      .optional()
      .meta({ help: 'Set by npm run demo: where the console asks for faults of what is simulated' }),
  })
  .meta({ help: 'Console' });

import type { Finding } from '../../src/platform.ts';
import type { ConsoleSettings } from './settings.ts';

/** What the console needs is here: Redis and the server of this very process. */
export async function* examine({ CONSOLE_TOKEN }: ConsoleSettings): AsyncIterable<Finding> {
  if (!CONSOLE_TOKEN) return;
  yield { level: 'good', what: 'Console: on at /console; CONSOLE_TOKEN opens it' };
}

import { PlatformFailure } from '../../../src/errors.ts';
import type { Written } from '../space/messages.ts';

/** How Redis says that it has no time now, or may not write. https://redis.io/docs/latest/develop/reference/protocol-spec/ */
const notNow = /^(?:BUSY|LOADING|TRYAGAIN|MASTERDOWN|CLUSTERDOWN|READONLY|OOM|MISCONF)\b/;

/** Why Redis, which is this platform, did not take what we wrote. What it calls our mistake stays an error. */
export function failureOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof PlatformFailure) return error;
  if (error.name !== 'ReplyError') return new PlatformFailure('unreachable', 'Redis cannot be reached');
  return notNow.test(error.message) ? new PlatformFailure('busy', 'Redis takes nothing for now') : error;
}

/** Throws where the message was not written. */
export function check(written: Written): void {
  if (written === 'gone')
    throw new PlatformFailure('gone', 'The chat of the playground was closed, or the bot is not in it');
  if (written === 'late')
    throw new PlatformFailure('refused', 'Another process goes on with this message of the playground');
}

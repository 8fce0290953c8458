import { PlatformFailure, type PlatformFailureKind } from '../../../src/errors.ts';
import { inOurWords, isConflict } from './failures.ts';

const remedies = {
  busy: 'Telegram wants a pause: nothing to do',
  unreachable: 'Telegram does not answer: check the network; where it is blocked, set TELEGRAM_PROXY',
  gone: 'Telegram refuses the bot: ask @BotFather',
  credentials: 'token refused: set TELEGRAM_BOT_TOKEN to the token that @BotFather shows',
  refused: 'Telegram refuses a setting: check TELEGRAM_WEBHOOK_URL',
} as const satisfies Record<PlatformFailureKind, string>;

/** What is wrong with the intake and what to do, for `/readyz`. */
export function remedyFor(error: unknown): string {
  if (isConflict(error))
    return 'conflict: another program reads the messages of this bot; stop it, or give this one a bot of its own';
  const failure = inOurWords(error);
  return failure instanceof PlatformFailure
    ? remedies[failure.kind]
    : 'messages cannot be kept: check Redis; Telegram delivers them again';
}

import { fetch } from 'undici';
import { systemClock } from '../../src/clock.ts';
import type { PlatformFailure } from '../../src/errors.ts';
import type { Finding } from '../../src/platform.ts';
import { failureOf } from './api/failures.ts';
import { openApi, type TelegramApi } from './api.ts';
import { apiSettings } from './create.ts';
import type { TelegramSettings } from './settings.ts';

const clockToleranceMs = 5000;
const patienceMs = 10_000;

/** Telegram's part of `npm run doctor`. */
export async function* examine(settings: TelegramSettings): AsyncIterable<Finding> {
  const telegram = openApi(apiSettings(settings));
  try {
    const me = await telegram.api.getMe();
    yield { level: 'good', what: `Telegram: the token is @${me.username}'s` };
    yield privacy(me.can_read_all_group_messages);
    yield* delivery(await telegram.api.getWebhookInfo(), settings.TELEGRAM_WEBHOOK_URL);
    yield* clockDifference(telegram, settings.TELEGRAM_API_ROOT);
  } catch (error) {
    yield unreachable(failureOf(error));
  } finally {
    await telegram.close();
  }
}

function unreachable(failure: PlatformFailure): Finding {
  return failure.kind === 'credentials'
    ? {
        level: 'bad',
        what: 'Telegram: the token is refused',
        remedy: 'set TELEGRAM_BOT_TOKEN to the token that @BotFather shows under /mybots',
      }
    : {
        level: 'bad',
        what: `Telegram: no answer (${failure.message})`,
        remedy: 'check the network and TELEGRAM_API_ROOT; where Telegram is blocked, set TELEGRAM_PROXY',
      };
}

/** https://core.telegram.org/bots/features#privacy-mode */
function privacy(readsAll: boolean): Finding {
  return readsAll
    ? { level: 'good', what: 'Telegram: privacy mode is off, every mention in a group reaches the bot' }
    : {
        level: 'note',
        what: 'Telegram: privacy mode is on; in groups commands and replies to the bot arrive, mentions may not',
        remedy:
          'make the bot an admin of the group, or turn privacy off with /setprivacy at @BotFather and then remove the bot from the group and add it again',
      };
}

interface WebhookState {
  readonly url?: string | undefined;
  readonly pending_update_count: number;
  readonly last_error_message?: string | undefined;
}

function* delivery(info: WebhookState, wanted: string | undefined): Iterable<Finding> {
  if (wanted === undefined) {
    yield info.url
      ? { level: 'note', what: 'Telegram: a webhook is set; the bot takes it away when it starts to poll' }
      : { level: 'good', what: 'Telegram: long polling' };
    return;
  }
  if (info.url !== wanted) {
    yield { level: 'note', what: 'Telegram: the webhook is not set yet; the bot sets it when it starts' };
    return;
  }
  yield info.last_error_message === undefined
    ? { level: 'good', what: 'Telegram: the webhook is set' }
    : {
        level: 'bad',
        what: `Telegram: calls to the webhook fail: ${info.last_error_message} (${info.pending_update_count} wait)`,
        remedy: 'check that TELEGRAM_WEBHOOK_URL leads to this bot, by https with a valid certificate',
      };
}

/** A clock that is wrong makes fresh messages look stale. The `Date` header has whole seconds. */
async function* clockDifference({ dispatcher }: TelegramApi, apiRoot: string): AsyncIterable<Finding> {
  const answer = await fetch(apiRoot, {
    method: 'HEAD',
    redirect: 'manual',
    dispatcher,
    signal: AbortSignal.timeout(patienceMs),
  }).catch(() => undefined);
  const theirs = Date.parse(answer?.headers.get('date') ?? '');
  const differenceMs = systemClock.now() - theirs;
  if (!(Math.abs(differenceMs) > clockToleranceMs)) return;
  const direction = differenceMs > 0 ? 'ahead' : 'behind';
  yield {
    level: 'note',
    what: `Telegram: this machine's clock is ${Math.round(Math.abs(differenceMs) / 1000)} s ${direction}`,
    remedy: 'set the clock (timedatectl set-ntp true; on WSL2: wsl --shutdown)',
  };
}

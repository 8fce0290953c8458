import type { Watch } from '../watch.ts';
import type { LimitSettings } from './limits.ts';

/** How to start the simulator; everything may be left out. */
export interface TelegramOptions extends Partial<LimitSettings> {
  /** 0, the default, takes a free port. */
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly token?: string | undefined;
  readonly bot?: { readonly id: number; readonly username: string; readonly firstName: string } | undefined;
  /** Privacy mode, on by default as it is with a new bot. */
  readonly privacy?: boolean | undefined;
  /** False lifts the usual limits of one write a second and twenty a minute. */
  readonly naturalLimits?: boolean | undefined;
  /** How long a pressed button waits for `answerCallbackQuery`. */
  readonly callbackDeadlineMs?: number | undefined;
  /** The first wait before an update is posted to the webhook again; it doubles each time. */
  readonly webhookRetryMs?: number | undefined;
  readonly webhookTimeoutMs?: number | undefined;
  /** Decides about each call as it arrives and as it lands. */
  readonly watch?: Watch | undefined;
}

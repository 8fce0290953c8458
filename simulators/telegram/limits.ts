/** How fast a bot may write. `Infinity` lifts a limit. */
export interface LimitSettings {
  /** Messages and edits per second in one chat; three may come at once. */
  readonly chatPerSecond: number;
  /** Messages and edits in any 60 seconds in one group. */
  readonly groupPerMinute: number;
  /** Messages and edits in any second over all chats. */
  readonly botPerSecond: number;
}

/** telegram.org's bot FAQ and grammy.dev/advanced/flood; the real ones are unspecified and move. */
export const usualLimits: LimitSettings = { chatPerSecond: 1, groupPerMinute: 20, botPerSecond: 30 };

const burst = 3;

/** Counts writes, edits included, as Telegram does: a bucket for a chat, sliding windows for a group and the bot. */
export class Limits {
  readonly #settings: LimitSettings;
  readonly #buckets = new Map<number, { tokens: number; at: number }>();
  readonly #groups = new Map<number, Window>();
  readonly #bot: Window;

  constructor(settings: LimitSettings) {
    this.#settings = settings;
    this.#bot = new Window(settings.botPerSecond, 1000);
  }

  /** Counts one write and answers 0, or counts nothing and answers the whole seconds to wait. `now` in ms. */
  take(chat: { id: number; isGroup: boolean }, now: number): number {
    const { chatPerSecond, groupPerMinute } = this.#settings;
    const bucket = this.#buckets.get(chat.id) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * Math.min(chatPerSecond, 1e6));
    const group = chat.isGroup
      ? (this.#groups.get(chat.id) ?? new Window(groupPerMinute, 60_000))
      : undefined;
    const waitMs = Math.max(
      tokens < 1 ? ((1 - tokens) / chatPerSecond) * 1000 : 0,
      group?.waitMs(now) ?? 0,
      this.#bot.waitMs(now),
    );
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    this.#buckets.set(chat.id, { tokens: tokens - 1, at: now });
    if (group) this.#groups.set(chat.id, group);
    group?.times.push(now);
    this.#bot.times.push(now);
    return 0;
  }
}

class Window {
  times: number[] = [];
  readonly #limit: number;
  readonly #spanMs: number;

  constructor(limit: number, spanMs: number) {
    this.#limit = limit;
    this.#spanMs = spanMs;
  }

  waitMs(now: number): number {
    this.times = this.times.filter(time => time > now - this.#spanMs);
    const blocking = this.times[this.times.length - this.#limit];
    return blocking === undefined ? 0 : blocking + this.#spanMs - now;
  }
}

import { recent } from '../console/recent.ts';
import type { Earlier, Now, PlatformNow } from '../console/routes/facts.ts';
import { readWaiting } from '../conversation/waiting.ts';
import type { Platform } from '../platform.ts';
import { readChats } from '../tally/chats.ts';
import { readDays } from '../tally/days.ts';
import { readMinutes } from '../tally/minutes.ts';
import { readStats } from '../tally/stats.ts';
import { readAccounts } from './accounts.ts';
import type { House } from './house.ts';

/** Six hours. */
const minutesShown = 360;
const daysShown = 30;
const chatsShown = 20;
const rowsShown = 50;

/** How old what is shown may be, milliseconds: a second's facts are read once for all who look. */
const nowMs = () => 900;
const earlierMs = () => 4000;
/** There may be ten thousand chats in each day: adding them up takes a fiftieth of our time at most. */
const chatsMs = (tookMs: number) => Math.max(4000, 50 * tookMs);

/**
 * What the dashboard shows.
 * @param intakes the platforms whose messages this process takes
 */
export function consoleFacts(
  house: House,
  intakes: ReadonlyMap<string, Platform>,
): { readonly readNow: () => Promise<Now>; readonly readEarlier: () => Promise<Earlier> } {
  const { settings, store, platforms, chats, books, bills, writes, clock } = house;
  const { hasty: redis, keys } = store;
  const readStatsNow = recent(() => readStats(books, clock.now()), nowMs, clock);
  const readMost = recent(() => readChats(books, chatsShown, clock.now()), chatsMs, clock);

  async function platformsNow(): Promise<PlatformNow[]> {
    const billed = await bills.read(clock.now());
    return Promise.all(
      [...platforms.keys()].map(async name => {
        const [intake, bill] = [intakes.get(name)?.intake.state(), billed.get(name)];
        return { name, ...(intake && { intake }), ...(bill && { bill }), writes: await writes.read(name) };
      }),
    );
  }

  return {
    readNow: recent(
      async () => {
        const [{ today }, accounts, queue, told, { everywhere }] = await Promise.all([
          readStatsNow(),
          readAccounts(house),
          readWaiting(redis, keys, '', { here: 0, rows: rowsShown }),
          platformsNow(),
          chats.pauses(''),
        ]);
        return { at: clock.now(), today, accounts, queue, platforms: told, isPaused: everywhere };
      },
      nowMs,
      clock,
    ),
    readEarlier: recent(
      async () => {
        const [minutes, days, stats, most] = await Promise.all([
          readMinutes(books, minutesShown),
          readDays(books, daysShown, clock.now()),
          readStatsNow(),
          readMost(),
        ]);
        const priced = settings.MODEL_PRICES.size > 0;
        return { timeZone: settings.TIME_ZONE, priced, minutes, days, models: stats.models, chats: most };
      },
      earlierMs,
      clock,
    ),
  };
}

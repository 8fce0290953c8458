import { nothingUsed, readRow, type Spans, sumOf } from './amount.ts';
import type { Books } from './books.ts';
import { dayOf, daysUpTo } from './day.ts';

/** What one chat has used. */
export interface ChatUse extends Spans {
  /** `platform:id` */
  readonly chat: string;
}

/** The chats that used most in the last 30 days. One day after another: there may be thousands of chats in each. */
export async function readChats(
  { redis, keys, timeZone }: Books,
  most: number,
  now: number,
): Promise<ChatUse[]> {
  const chats = new Map<string, Spans>();
  const [today = '', ...before] = daysUpTo(dayOf(now, timeZone), 30);
  for (const day of [today, ...before]) {
    for (const [owner, row] of Object.entries(await redis.hgetall(keys.usage(day)))) {
      // Days before the rows have more than one field for each.
      if (!owner.startsWith('chat:') || !row.includes(' ')) continue;
      const chat = owner.slice('chat:'.length);
      const used = readRow(row);
      const known = chats.get(chat);
      chats.set(chat, {
        today: day === today ? used : (known?.today ?? nothingUsed),
        month: known ? sumOf([known.month, used]) : used,
      });
    }
  }
  const tokens = ({ month }: Spans) => month.tokensIn + month.tokensOut;
  return [...chats]
    .map(([chat, spans]) => ({ chat, ...spans }))
    .sort((one, other) => tokens(other) - tokens(one) || other.month.replies - one.month.replies)
    .slice(0, most);
}

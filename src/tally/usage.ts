import { type Amount, nothingUsed, readRow, type Spans, sumOf } from './amount.ts';
import { type Bill, openBills } from './bills.ts';
import type { Books } from './books.ts';
import { dayOf, daysUpTo } from './day.ts';

export interface UsageReport {
  readonly mine: Spans;
  /** Absent in a direct chat, where it would say the same. */
  readonly chat?: Spans;
  /** What the platform bills; absent where it bills nothing. */
  readonly bill?: Bill;
  /** Whether there are prices: without any, no money is shown. */
  readonly priced: boolean;
}

/** Whose usage is read: person and chat as in `SettledTurn`. */
export interface UsageOwners {
  readonly platform: string;
  readonly person: string;
  readonly chat?: string;
}

/** What a person, and a chat, have used, and what their platform bills. */
export async function readUsage(books: Books, owners: UsageOwners, now: number): Promise<UsageReport> {
  const { redis, keys, timeZone, prices } = books;
  const days = daysUpTo(dayOf(now, timeZone), 30);
  const spans = async (owner: string): Promise<Spans> => {
    const [today = nothingUsed, ...before] = await Promise.all(
      days.map(async day => {
        const row = await redis.hmget(keys.usage(day), owner, `${owner}:replies`, `${owner}:tokens`);
        return sumOf([readRow(row[0]), readOld(row[1], row[2])]);
      }),
    );
    return { today, month: sumOf([today, ...before]) };
  };
  const [mine, chat, bills] = await Promise.all([
    spans(`user:${owners.person}`),
    owners.chat === undefined ? undefined : spans(`chat:${owners.chat}`),
    openBills(redis, keys, timeZone).read(now),
  ]);
  const bill = bills.get(owners.platform);
  return { mine, ...(chat && { chat }), ...(bill && { bill }), priced: prices.size > 0 };
}

/** Days before the rows: two numbers for each owner. */
function readOld(replies: string | null | undefined, tokens: string | null | undefined): Amount {
  return { ...nothingUsed, replies: Number(replies ?? 0), tokensUndivided: Number(tokens ?? 0) };
}

import { greetingId, type Membership } from '../arrival/membership.ts';
import { endingWork } from '../conversation/end-work.ts';
import { chatKey, type IncomingMessage } from '../message.ts';
import { dayOf } from '../tally/day.ts';
import { workingIn } from './at-work.ts';
import type { House } from './house.ts';

/** How long a chat's old id is known for one. */
const migratedMs = 48 * 3_600_000;
/** Some platforms tell the second in which the bot left, and a press of a button has the milliseconds of our clock. */
const leavingMs = 1000;

/**
 * What ends with a chat in which the bot can say nothing any more: its waiting questions, without a word, its answers
 * that are being written, and, as an errand, the memory of its conversations. What its admins have set stays, and so does
 * what was asked since: platforms tell it late, and again, when the bot may long be back.
 */
export function leaving({ store, mailbox, errands }: Pick<House, 'store' | 'mailbox' | 'errands'>) {
  const { hasty: redis, keys } = store;
  const endWork = endingWork(redis, keys, mailbox);
  return async ({ id, platform, chat, at }: Membership): Promise<void> => {
    const place = chatKey({ platform, chat });
    // Its work goes on under the new id.
    if ((await redis.exists(keys.once(migrated(place)))) === 1) return;
    const isMeant = ({ sentAt }: IncomingMessage) => at === undefined || sentAt < at + leavingMs;
    for (const conversation of await workingIn(redis, keys, place)) {
      await endWork(conversation, isMeant, 'left');
    }
    await errands.send(`forget:${place}:${id}`, { kind: 'forget', platform, chat, until: at });
  };
}

/**
 * A chat has another id: it has not been left under the old one, nor come into under the new.
 * @param at when that happened: the day for which it would be greeted
 */
export async function noteMigration(
  { store, errands, settings, clock }: Pick<House, 'store' | 'errands' | 'settings' | 'clock'>,
  before: string,
  after: string,
  at = clock.now(),
): Promise<void> {
  const { hasty: redis, keys } = store;
  await redis.set(keys.once(migrated(before)), 1, 'PX', migratedMs);
  await errands.skip(greetingId(after, dayOf(at, settings.TIME_ZONE)));
}

const migrated = (chat: string) => `migrated:${chat}`;

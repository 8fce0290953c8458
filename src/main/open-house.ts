import type { Adapter } from '../adapter.ts';
import { allowed, isAdmin } from '../arrival/access.ts';
import { admitting } from '../arrival/admission.ts';
import { openChatSettings } from '../chat-settings.ts';
import { openAudit } from '../commands/audit.ts';
import type { CommandNeeds } from '../commands/table.ts';
import { openMailbox } from '../conversation/mailbox.ts';
import { stopping } from '../conversation/stop.ts';
import { openErrands } from '../dispatch/errands.ts';
import { createMetrics } from '../operations/metrics.ts';
import { readingAtTheDoor } from '../people/at-the-door.ts';
import { openBans } from '../people/bans.ts';
import { openQuotas } from '../people/quotas.ts';
import { openRules } from '../people/rules.ts';
import { sharing } from '../people/share.ts';
import { sharedWriteBudget } from '../redis/shared-write-budget.ts';
import { openBills } from '../tally/bills.ts';
import { wordingFor } from '../wording/index.ts';
import { accessRules } from './access-rules.ts';
import { openCommands } from './commands.ts';
import type { Foundation, GroundFloor, House } from './house.ts';
import { openPlatforms } from './platforms.ts';
import { watchedWrites } from './watched-writes.ts';
import { worldOf } from './world.ts';

/**
 * Builds the house. Nothing listens and nothing runs yet.
 * @param functionsIn what the model may call in a chat that has its functions; asked where commands run: beside turns
 */
export async function openHouse(
  adapters: readonly Adapter[],
  foundation: Foundation,
  functionsIn: CommandNeeds['functionsIn'] = () => [],
): Promise<House> {
  const house = groundFloor(adapters, foundation);
  const commands = openCommands(
    house,
    {
      functionsIn,
      showMenu: ({ platform, chat }, locale) => platforms.get(platform)?.showMenu?.(chat, locale),
      platformNames: new Set(adapters.map(({ name }) => name)),
    },
    async ({ platform, sender, sentAt }) => platforms.get(platform)?.forget?.(sender.id, sentAt),
  );
  const world = worldOf(house, commands, adapters);
  const platforms = await openPlatforms(adapters, house.settings, world, house.store.patient, house.undo);
  return { ...house, commands, platforms };
}

function groundFloor(adapters: readonly Adapter[], foundation: Foundation): GroundFloor {
  const { settings, store, clock, undo } = foundation;
  const { hasty: redis, keys } = store;
  const timeZone = settings.TIME_ZONE;
  const chats = openChatSettings(redis, keys);
  const access = accessRules(settings, adapters);
  const quotaRules = { repliesPerHour: settings.USER_REPLIES_PER_HOUR, timeZone };
  const mailbox = openMailbox(redis, keys, {
    queueLimit: settings.CHAT_QUEUE_LIMIT,
    conversationTtlMs: settings.CONVERSATION_TTL_MS,
    shareOf: sharing({
      isAdmin: message => isAdmin(message, access),
      isAllowed: message => allowed(message, access),
      clock,
      ...quotaRules,
    }),
  });
  const errands = openErrands(redis, keys);
  undo.add(() => errands.close());
  return {
    ...foundation,
    chats,
    mailbox,
    errands,
    books: { redis, keys, timeZone, prices: settings.MODEL_PRICES },
    bills: openBills(redis, keys, timeZone),
    audit: openAudit(redis, keys),
    access,
    rules: openRules(redis, keys),
    bans: openBans(redis, keys),
    quotas: openQuotas(redis, keys, quotaRules),
    admit: admitting(access, readingAtTheDoor(redis, keys)),
    stop: stopping(redis, keys, mailbox),
    wording: wordingFor(settings.LOCALE),
    wordingOf: async chat => wordingFor((await chats.readLocale(chat)) ?? settings.LOCALE),
    // An answer that grows outlasts an outage.
    writes: watchedWrites(sharedWriteBudget(store.patient, keys, clock.random), redis, keys),
    metrics: createMetrics(),
  };
}

import type { Adapter, World } from '../adapter.ts';
import { type AccessRules, isAdmin } from '../arrival/access.ts';
import { type Admission, admitting } from '../arrival/admission.ts';
import { type ChatSettings, type ChatSettingsStore, openChatSettings } from '../chat-settings.ts';
import type { Clock } from '../clock.ts';
import { openAudit } from '../commands/audit.ts';
import type { Command } from '../commands/command.ts';
import { commandTable, menusOf } from '../commands/table.ts';
import type { CoreSettings } from '../config.ts';
import { consoleAdmin } from '../console/audit-line.ts';
import { type Mailbox, openMailbox } from '../conversation/mailbox.ts';
import { readRounds } from '../conversation/read-rounds.ts';
import { type StopRequest, stopping } from '../conversation/stop.ts';
import { readWaiting } from '../conversation/waiting.ts';
import { type Errands, openErrands } from '../dispatch/errands.ts';
import { openTurnQueue } from '../dispatch/turn-queue.ts';
import { accountState } from '../generation/permits/account-state.ts';
import type { Log } from '../log.ts';
import type { Visitor } from '../message.ts';
import { createMetrics, type Metrics } from '../operations/metrics.ts';
import { type Access, openAccess } from '../people/access.ts';
import { readingAtTheDoor } from '../people/at-the-door.ts';
import { type Bans, openBans } from '../people/bans.ts';
import { openQuotas, type Quotas } from '../people/quotas.ts';
import { sharing } from '../people/share.ts';
import type { Platform } from '../platform.ts';
import { sharedWriteBudget } from '../redis/shared-write-budget.ts';
import { type Bills, openBills } from '../tally/bills.ts';
import type { Books } from '../tally/books.ts';
import { readStats } from '../tally/stats.ts';
import { readUsage } from '../tally/usage.ts';
import { type OfferedFunction, type StopResult, type Wording, wordingFor } from '../wording/index.ts';
import { platformAlerting } from './alert.ts';
import { configuredModels } from './configured-models.ts';
import { endingWorkOf } from './end-work-of.ts';
import { forgettingPeople } from './forget-person.ts';
import { openPlatforms } from './platforms.ts';
import type { Store } from './store.ts';
import type { Undo } from './undo.ts';
import { type WatchedWrites, watchedWrites } from './watched-writes.ts';

/** What both halves of the process, intake and worker, stand on. */
export interface House {
  readonly settings: CoreSettings;
  readonly processId: string;
  readonly store: Store;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly commands: readonly Command[];
  readonly chats: ChatSettingsStore;
  readonly mailbox: Mailbox;
  /** Of the hasty half: who sends one cannot wait. */
  readonly errands: Errands;
  readonly bills: Bills;
  /** What the settings say. */
  readonly access: AccessRules;
  /** What admins ruled at run time. */
  readonly liveAccess: Access;
  readonly bans: Bans;
  readonly quotas: Quotas;
  /** Whether somebody may be answered now. @param now Unix milliseconds */
  readonly admit: (visitor: Visitor, now: number) => Promise<Admission>;
  readonly stop: (conversation: string, request: StopRequest) => Promise<StopResult>;
  /** In `LOCALE`: what admins are told. */
  readonly wording: Wording;
  /** In the language of a chat (`platform:id`). */
  readonly wordingOf: (chat: string) => Promise<Wording>;
  /** What platforms bear of writes, and how much of it is used. */
  readonly writes: WatchedWrites;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly log: Log;
  readonly undo: Undo;
}

/**
 * Builds the house. Nothing listens and nothing runs yet.
 * @param functionsIn what the model may call in a chat that has its functions; asked where commands run: beside turns
 */
export async function openHouse(
  adapters: readonly Adapter[],
  foundation: Pick<House, 'settings' | 'processId' | 'store' | 'clock' | 'log' | 'undo'>,
  functionsIn: (chat: ChatSettings, wording: Wording) => readonly OfferedFunction[] = () => [],
): Promise<House> {
  const { settings, processId, store, clock, log, undo } = foundation;
  const { hasty: redis, keys } = store;
  const wording = wordingFor(settings.LOCALE);
  const chats = openChatSettings(redis, keys);
  const wordingOf: House['wordingOf'] = async chat =>
    wordingFor((await chats.readLocale(chat)) ?? settings.LOCALE);
  const access = accessRules(settings, adapters);
  const quotaRules = { repliesPerHour: settings.USER_REPLIES_PER_HOUR, timeZone: settings.TIME_ZONE };
  const mailbox = openMailbox(redis, keys, {
    queueLimit: settings.CHAT_QUEUE_LIMIT,
    conversationTtlMs: settings.CONVERSATION_TTL_MS,
    shareOf: sharing({
      isAdmin: message => isAdmin(message, access),
      clock,
      ...quotaRules,
    }),
  });
  const quotas = openQuotas(redis, keys, quotaRules);
  const stop = stopping(redis, keys, mailbox);
  const books: Books = { redis, keys, timeZone: settings.TIME_ZONE, prices: settings.MODEL_PRICES };
  const models = configuredModels(settings);
  const liveAccess = openAccess(redis, keys);
  const bans = openBans(redis, keys);
  const turns = openTurnQueue(redis, keys);
  undo.add(() => turns.close());
  const commands = commandTable({
    groupMemory: settings.GROUP_MEMORY,
    memoryMs: settings.CONVERSATION_TTL_MS,
    forget: mailbox.forget,
    stop,
    readRounds: conversation => readRounds(redis, keys, conversation),
    forgetPerson: forgettingPeople({ store, mailbox, clock }, turns.ring),
    readUsage: (owners, now) => readUsage(books, owners, now),
    readStats: now => readStats(books, now),
    readAccounts: () =>
      Promise.all(models.map(({ provider }) => accountState(redis, keys, provider, settings.MODEL_QPS))),
    readQueue: chat => readWaiting(redis, keys, chat),
    audit: openAudit(redis, keys),
    models,
    functionsIn,
    usualLocale: settings.LOCALE,
    showMenu: ({ platform, chat }, locale) => platforms.get(platform)?.showMenu?.(chat, locale),
    access: liveAccess,
    bans,
    quotas,
    isAdmin: person => access.admins.has(person),
    endWorkOf: endingWorkOf({ store, mailbox, access }),
    platformNames: new Set(adapters.map(({ name }) => name)),
    timeZone: settings.TIME_ZONE,
    ...chats,
  });
  const errands = openErrands(redis, keys);
  undo.add(() => errands.close());
  const bills = openBills(redis, keys, settings.TIME_ZONE);
  const isConfigured = (name: string) =>
    adapters.some(adapter => adapter.name === name && adapter.configured(settings));
  // An answer that grows outlasts an outage.
  const writes = watchedWrites(sharedWriteBudget(store.patient, keys, clock.random), redis, keys);
  const world: World = {
    clock,
    log,
    redis,
    keys,
    budget: writes,
    processId,
    menus: menusOf(commands, settings.LOCALE),
    unsafeText: async chat => (await wordingOf(chat)).unsafeText,
    alert: platformAlerting(
      { ...foundation, access, wording },
      settings.TIME_ZONE,
      errands.send,
      isConfigured,
      errands.skip,
    ),
    bill(platform, what) {
      bills.add(platform, what, clock.now()).catch((error: unknown) => log('redis.failed', { error }));
    },
  };
  const platforms = await openPlatforms(adapters, settings, world, undo);
  return {
    ...foundation,
    platforms,
    commands,
    chats,
    mailbox,
    errands,
    bills,
    access,
    liveAccess,
    bans,
    quotas,
    admit: admitting(access, readingAtTheDoor(redis, keys)),
    stop,
    wording,
    wordingOf,
    writes,
    metrics: createMetrics(),
  };
}

function accessRules(settings: CoreSettings, adapters: readonly Adapter[]): AccessRules {
  return {
    // Who knows the console's token is one, too.
    admins: settings.CONSOLE_TOKEN ? new Set([...settings.ADMINS, consoleAdmin]) : settings.ADMINS,
    chats: settings.ALLOWED_CHATS,
    users: settings.ALLOWED_USERS,
    openByDefault: new Set(adapters.filter(({ openByDefault }) => openByDefault).map(({ name }) => name)),
  };
}

import type { Command } from '../commands/command.ts';
import { type CommandNeeds, commandTable } from '../commands/table.ts';
import { readRounds } from '../conversation/read-rounds.ts';
import { readWaiting } from '../conversation/waiting.ts';
import { openTurnQueue } from '../dispatch/turn-queue.ts';
import { readStats } from '../tally/stats.ts';
import { readUsage } from '../tally/usage.ts';
import { readAccounts } from './accounts.ts';
import { membersAtWork } from './at-work.ts';
import { configuredModels } from './configured-models.ts';
import { endingWorkOf } from './end-work-of.ts';
import { forgettingPeople } from './forget-person.ts';
import type { GroundFloor } from './house.ts';

/** The commands, with what each needs of the house. */
export function openCommands(
  house: GroundFloor,
  others: Pick<CommandNeeds, 'functionsIn' | 'showMenu' | 'platformNames'>,
  /** Forgets what the platform itself keeps for us. */
  forgetOnPlatform: CommandNeeds['forgetPerson'],
): readonly Command[] {
  const { settings, store, chats, mailbox, books, audit, access, rules, bans, quotas, stop, undo } = house;
  const { hasty: redis, keys } = store;
  const turns = openTurnQueue(redis, keys);
  undo.add(() => turns.close());
  const forgetHere = forgettingPeople(house, turns.ring);
  return commandTable({
    groupMemory: settings.GROUP_MEMORY,
    memoryMs: settings.CONVERSATION_TTL_MS,
    forget: mailbox.forget,
    stop,
    membersAtWork: message => membersAtWork(redis, keys, message, settings.GROUP_MEMORY),
    readRounds: conversation => readRounds(redis, keys, conversation),
    async forgetPerson(message) {
      await forgetHere(message);
      await forgetOnPlatform(message);
    },
    readUsage: (owners, now) => readUsage(books, owners, now),
    readStats: now => readStats(books, now),
    readAccounts: () => readAccounts(house),
    readQueue: chat => readWaiting(redis, keys, chat),
    audit,
    models: configuredModels(settings),
    usualLocale: settings.LOCALE,
    rules,
    bans,
    quotas,
    isAdmin: person => access.admins.has(person),
    endWorkOf: endingWorkOf(house),
    timeZone: settings.TIME_ZONE,
    ...chats,
    ...others,
  });
}

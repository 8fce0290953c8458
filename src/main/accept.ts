import { type AcceptParts, accepting } from '../arrival/accept.ts';
import { isConfirmed } from '../commands/person/forget-me.ts';
import { finder } from '../commands/table.ts';
import { migrateConversations } from '../conversation/migrate.ts';
import { openTurnQueue } from '../dispatch/turn-queue.ts';
import { chatSubject } from '../people/subject.ts';
import type { Accept } from '../platform.ts';
import { workingIn } from './at-work.ts';
import type { House } from './house.ts';
import { leaving, noteMigration } from './leave.ts';
import { notingRefusals } from './note-refusal.ts';
import { pressing } from './press.ts';

/** Everything between a platform's event and Redis. Fails fast when Redis is away, so that the platform delivers again. */
export function openAccept(house: House): Accept {
  const { settings, store, stop, wordingOf, clock, log, metrics, undo } = house;
  const { commands, chats, mailbox, errands } = house;
  const { hasty: redis, keys } = store;
  const queue = openTurnQueue(redis, keys);
  undo.add(() => queue.close());
  const find = finder(commands);
  const enqueue: AcceptParts['enqueue'] = (conversation, message, retry) =>
    mailbox.accept(conversation, { message, retry });

  return accepting({
    admit: house.admit,
    // Who knows the console's token cannot answer on a platform.
    ownerless: settings.ADMINS.size === 0,
    groupMemory: settings.GROUP_MEMORY,
    maxAgeMs: settings.MESSAGE_MAX_AGE_MS,
    queueLimit: settings.CHAT_QUEUE_LIMIT,
    timeZone: settings.TIME_ZONE,
    enqueue,
    replace: mailbox.replace,
    ring: queue.ring,
    sendErrand: errands.send,
    skipErrand: errands.skip,
    press: pressing(house, { enqueue, ring: queue.ring, sendErrand: errands.send }),
    recall: async ({ platform, chat, messageId }) => {
      const place = `${platform}:${chat.id}`;
      const message = `${place}:${messageId}`;
      for (const conversation of await workingIn(redis, keys, place)) {
        // Who may take a message back may also end its answer.
        await stop(conversation, { by: '', isAdmin: true, before: Number.POSITIVE_INFINITY, message });
      }
    },
    migrate: async ({ platform, from, to, at }) => {
      const [before, after] = [`${platform}:${from}`, `${platform}:${to}`];
      await chats.move(before, after);
      for (const kept of [house.rules, house.bans, house.quotas]) {
        await kept.move(chatSubject(before), chatSubject(after));
      }
      await migrateConversations(redis, keys, before, after, await workingIn(redis, keys, before));
      // All that wait there: who moved some of them before may have been killed before it rang.
      for (const conversation of await workingIn(redis, keys, after)) await queue.ring(conversation);
      await noteMigration(house, before, after, at);
    },
    leave: leaving(house),
    noteRefusal: notingRefusals(house),
    onArrival: metrics.arrival,
    commandCalled: name => find(name)?.name,
    beginsAnew: (command, args) => command === 'new' || (command === 'forget-me' && isConfirmed(args)),
    forget: mailbox.forget,
    wordingOf,
    clock,
    log,
  });
}

import { conversationParts } from '../conversation/conversation-parts.ts';
import { forgettingIn } from '../conversation/forget-person.ts';
import type { Round } from '../conversation/round.ts';
import { dropErrands, replaceErrands } from '../dispatch/drop-errands.ts';
import type { TurnQueue } from '../dispatch/turn-queue.ts';
import { chatOf, type IncomingMessage, personKey } from '../message.ts';
import { anonymiseAudit } from '../people/anonymise-audit.ts';
import { directsOf } from '../people/directs.ts';
import { forgetOfPlatform } from '../people/forget-of-platform.ts';
import { forgetRules } from '../people/forget-rules.ts';
import { forgetSpent } from '../people/forget-spent.ts';
import { type Forgotten, namesOf } from '../people/forgotten.ts';
import { subjectsNamed } from '../people/subject.ts';
import { keysUnder } from '../redis/keys-under.ts';
import { forgetUsage } from '../tally/forget-usage.ts';
import { endTheirWork, type TheirTown } from './end-their-work.ts';
import { isErrandFor, madeAnew } from './their-errands.ts';

/** Conversations that are looked at in one round trip; each may have fifty rounds. */
const atOnce = 20;

/** Keys of days with what was used, and of hours and days with what counts in quotas. */
interface Counted {
  readonly usage: string[];
  readonly spent: string[];
}

/** Keys of the database by what has to be done about them. */
interface Found extends Counted {
  readonly conversations: string[];
  /** The platform's own. */
  readonly ofPlatform: string[];
}

/**
 * Forgets whoever sent this message, and all that they sent until then, in all chats of the platform. What runs for them
 * ends first; then the whole database is walked, some keys at a time. Safe to repeat, and to do twice at once.
 */
export function forgettingPeople(town: TheirTown, ring: TurnQueue['ring']) {
  const { hasty: redis, keys } = town.store;
  return async (message: IncomingMessage): Promise<void> => {
    const { platform, sender, sentAt } = message;
    const who: Forgotten = { platform, personId: sender.id, until: sentAt };
    const directs = await directsOf(redis, keys, message);
    await endTheirWork(town, who);
    await dropErrands(redis, keys, errand => isErrandFor(errand, who, directs));

    const counted = await walk(who, directs);
    await forgetNames(platform, namesOf(who, directs), counted);
    await replaceErrands(redis, keys, errand => madeAnew(errand, who));
    // The last, for whoever has to begin anew needs it.
    await redis.hdel(keys.directs, personKey(platform, sender.id));
  };

  /**
   * Takes what they said out of all conversations, and what adapters keep of them.
   * @param directs grows by those that are found
   * @returns the keys of what is counted
   */
  async function walk(who: Forgotten, directs: Set<string>): Promise<Counted> {
    const counted: Counted = { usage: [], spent: [] };
    const seen = new Set<string>();
    const theirs = new Map<string, readonly Round[]>();
    const forgetIn = forgettingIn(redis, keys, who, directs, theirs);
    const forgetInAll = async (conversations: readonly string[]) => {
      for (let from = 0; from < conversations.length; from += atOnce) {
        const results = await forgetIn(conversations.slice(from, from + atOnce));
        for (const { conversation, ring: rings, direct } of results) {
          if (rings) await ring(conversation);
          if (direct !== undefined) directs.add(direct);
        }
      }
    };
    for await (const some of keysUnder(redis, keys.base)) {
      const found = sort(some, who);
      counted.usage.push(...found.usage);
      counted.spent.push(...found.spent);
      const fresh = [...new Set(found.conversations)].filter(id => !seen.has(id));
      for (const id of fresh) seen.add(id);
      await forgetInAll(fresh);
      await forgetOfPlatform(redis, found.ofPlatform, who, directs);
    }
    // Others who have conversations of their own in these chats may quote what went after theirs was looked at.
    await forgetInAll([...seen].filter(id => theirs.has(chatOf(id))));
    return counted;
  }

  async function forgetNames(
    platform: string,
    names: readonly string[],
    { usage, spent }: Counted,
  ): Promise<void> {
    await forgetRules(redis, keys, names);
    const subjects = names.flatMap(subjectsNamed);
    await forgetUsage(redis, usage, subjects);
    await forgetSpent(redis, spent, subjects);
    await redis
      .pipeline()
      .unlink(...names.map(keys.chat))
      .srem(keys.paused, ...names)
      .exec();
    await anonymiseAudit(redis, keys, platform, names);
  }

  function sort(some: readonly string[], { platform }: Forgotten): Found {
    const found: Found = { conversations: [], usage: [], spent: [], ofPlatform: [] };
    for (const key of some) {
      const [part = '', ...rest] = key.slice(keys.base.length + 1).split(':');
      if (part === 'usage' || part === 'spent') found[part].push(key);
      if (part === 'platform' && rest[0] === platform) found.ofPlatform.push(key);
      if (conversationParts.some(each => each === part) && rest[0] === platform) {
        found.conversations.push(rest.join(':'));
      }
    }
    return found;
  }
}

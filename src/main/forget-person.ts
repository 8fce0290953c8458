import { conversationParts, forgettingIn } from '../conversation/forget-person.ts';
import type { Round } from '../conversation/round.ts';
import { dropErrands, replaceErrands } from '../dispatch/drop-errands.ts';
import type { TurnQueue } from '../dispatch/turn-queue.ts';
import type { Errand } from '../errand.ts';
import { chatOf, type IncomingMessage, personKey } from '../message.ts';
import { anonymiseAudit } from '../people/anonymise-audit.ts';
import { directsOf } from '../people/directs.ts';
import { forgetRules } from '../people/forget-rules.ts';
import { forgetSpent } from '../people/forget-spent.ts';
import { type Forgotten, namesOf, namesPerson } from '../people/forgotten.ts';
import { subjectsNamed } from '../people/subject.ts';
import { keysUnder } from '../redis/keys-under.ts';
import { forgetUsage } from '../tally/forget-usage.ts';
import { endTheirWork, type TheirTown } from './end-their-work.ts';

/** Conversations that are looked at in one round trip; each may have fifty rounds. */
const atOnce = 20;

/** Keys of the database by what has to be done about them. */
interface Found {
  readonly conversations: string[];
  /** Days with what was used, and hours and days with what counts in quotas. */
  readonly usage: string[];
  readonly spent: string[];
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

    const [usage, spent]: [string[], string[]] = [[], []];
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
      usage.push(...found.usage);
      spent.push(...found.spent);
      const fresh = [...new Set(found.conversations)].filter(id => !seen.has(id));
      for (const id of fresh) seen.add(id);
      await forgetInAll(fresh);
      await forgetOfPlatform(found.ofPlatform, who, directs);
    }
    // Others who have conversations of their own in these chats may quote what went after theirs was looked at.
    await forgetInAll([...seen].filter(id => theirs.has(chatOf(id))));

    const names = namesOf(who, directs);
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
    await replaceErrands(redis, keys, errand => madeAnew(errand, who));
    // The last, for whoever has to begin anew needs it.
    await redis.hdel(keys.directs, personKey(platform, sender.id));
  };

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

  /** Adapters keep small things for a while, named by a person or a chat, or holding one. */
  async function forgetOfPlatform(
    found: readonly string[],
    { platform, personId }: Forgotten,
    directs: ReadonlySet<string>,
  ): Promise<void> {
    const ids = [personId, ...[...directs].map(direct => direct.slice(platform.length + 1))];
    const reading = redis.pipeline();
    for (const key of found) reading.get(key);
    // What is no string holds no people.
    const values = ((await reading.exec()) ?? []).map(([, value]) =>
      typeof value === 'string' ? value : '',
    );
    const going = found.filter((key, index) =>
      ids.some(id => namesPerson(key, id) || values[index]?.includes(JSON.stringify(id))),
    );
    if (going.length > 0) await redis.unlink(...going);
  }
}

/** What was made of what others remember, or of the log, waits to be sent, and may hold what went: how it is made again. */
function madeAnew(errand: Errand, { platform }: Forgotten): Errand | undefined {
  if (errand.kind === 'command' || errand.kind === 'forget') return undefined;
  return errand.platform === platform ? errand.madeBy : undefined;
}

/** Whether an errand is something that the person asked for, or that is said to them. */
function isErrandFor(errand: Errand, who: Forgotten, directs: ReadonlySet<string>): boolean {
  if (errand.kind === 'command') {
    const { message } = errand;
    return (
      message.platform === who.platform && message.sender.id === who.personId && message.sentAt <= who.until
    );
  }
  if (errand.kind === 'forget' || errand.platform !== who.platform) return false;
  const { asker, chat } = errand.target;
  return asker?.id === who.personId || directs.has(`${errand.platform}:${chat.id}`);
}

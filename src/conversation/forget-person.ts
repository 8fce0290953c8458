import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { chatKey, chatOf, type IncomingMessage } from '../message.ts';
import type { Forgotten } from '../people/forgotten.ts';
import { resultsOf } from '../redis/results-of.ts';
import { script } from '../redis/script.ts';
import { swapField } from '../redis/swap-field.ts';
import { partsOf } from './conversation-parts.ts';
import { parseEpoched, type Question } from './mailbox.ts';
import type { Round } from './round.ts';
import { type IsQuoted, isGoing, isOf, quotesOf, withoutTraces } from './traces.ts';

const swapLastScript = script(new URL('./swap-last.lua', import.meta.url));
const beginAnewScript = script(new URL('./begin-anew.lua', import.meta.url));
const dropEmptyScript = script(new URL('./drop-empty.lua', import.meta.url));

/** What of `LastTurn` is looked at; the rest is taken along. */
interface Last {
  readonly message: IncomingMessage;
  readonly remembered: boolean;
}

/** What a look at a conversation found. */
interface Look {
  readonly id: string;
  readonly history: readonly string[];
  readonly last: string | null;
  readonly questions: Readonly<Record<string, string>>;
}

/** What became of a conversation. */
export interface ForgottenIn {
  readonly conversation: string;
  /** The answer to somebody else's question holds words that went: it has to be begun anew. */
  readonly ring: boolean;
  /** The person's direct chat, `platform:id`, where the conversation turned out to be one. */
  readonly direct?: string;
}

/** Turns that end meanwhile may bring back what went: looked at so often at most. */
const looksAtMost = 10;

/**
 * Takes somebody's words out of conversations: the rounds that they asked or that quote them, what `/retry` would ask
 * again, and quotations in questions that wait. Nobody else's rounds change. Their own questions that wait must be
 * withdrawn before, and their answers have ended. Safe to repeat.
 * @param directs their direct chats, `platform:id`, as far as they are known
 * @param theirs what they asked and were answered, by chat: it grows with what goes, and is looked for in what others of
 *   the chat quote, for each of them may have a conversation of their own
 */
export function forgettingIn(
  redis: Redis,
  keys: Keys,
  who: Forgotten,
  directs: ReadonlySet<string>,
  theirs = new Map<string, readonly Round[]>(),
) {
  return async (conversations: readonly string[]): Promise<readonly ForgottenIn[]> => {
    const looks = await lookAt(redis, keys, conversations);
    return Promise.all(looks.map(forgetIn));
  };

  async function forgetIn(first: Look): Promise<ForgottenIn> {
    const { id } = first;
    const direct = directOf(first);
    const before = theirs.get(chatOf(id)) ?? [];
    const gone = new Set<Round>(before);
    let ring = false;
    let lastWent = false;
    let look: Look | undefined = first;
    for (let looks = 1; look && looks <= looksAtMost; looks += 1) {
      const change = await changeOnce(look, gone, lastWent);
      if (!change) break;
      ring ||= change.begun;
      lastWent = change.lastWent;
      [look] = await lookAt(redis, keys, [id]);
    }
    const asked = [...gone].filter(round => round.senderId === who.personId && !before.includes(round));
    if (asked.length > 0) theirs.set(chatOf(id), [...(theirs.get(chatOf(id)) ?? []), ...asked]);
    await dropIfEmpty(id, direct);
    return { conversation: id, ring, ...(direct !== undefined && { direct }) };
  }

  /**
   * @param lastWent what `/retry` asks was changed after the look before: whoever began meanwhile may have read it
   * @returns undefined where there was nothing to change
   */
  async function changeOnce(
    { id, history, last, questions }: Look,
    gone: Set<Round>,
    lastWent: boolean,
  ): Promise<{ readonly begun: boolean; readonly lastWent: boolean } | undefined> {
    const rounds = history.map(text => ({ text, round: parseEpoched<Round>(text).value }));
    const isQuoted = quotesOf([...gone, ...rounds.map(({ round }) => round)], who);
    const going = rounds.filter(({ round }) => isGoing(round, who, isQuoted));
    for (const { round } of going) gone.add(round);
    await Promise.all(going.map(({ text }) => redis.lrem(keys.history(id), 1, text)));

    const goneIds = new Set([...gone].map(({ messageId }) => messageId));
    const lastAfter = last === null ? null : changedLast(last, goneIds, isQuoted);
    if (lastAfter !== last) await swapLastScript(redis, [keys.last(id)], [last ?? '', lastAfter ?? '']);
    const changed = await Promise.all(
      Object.entries(questions).map(async ([key, text]) => {
        const after = changedQuestion(text, isQuoted);
        if (after !== text) await swapField(redis, keys.questions(id), key, text, after);
        const asksAgain = (lastWent || lastAfter !== last) && parseEpoched<Question>(text).value.retry;
        return after !== text || asksAgain ? [key] : [];
      }),
    );
    const begun = await Promise.all(
      changed.flat().map(key => beginAnewScript(redis, [keys.conversation(id), keys.reply(id)], [key])),
    );
    if (going.length === 0 && lastAfter === last && changed.flat().length === 0) return undefined;
    return { begun: begun.includes(1), lastWent: lastAfter !== last };
  }

  /** @returns null where it goes; the very same where nothing of it does */
  function changedLast(stored: string, goneIds: ReadonlySet<string>, isQuoted: IsQuoted): string | null {
    const last = readLast(stored);
    if (isOf(last.message, who)) return null;
    const message = withoutTraces(last.message, who, isQuoted);
    // The history does not hold any more what another answer would replace.
    const remembered = last.remembered && !goneIds.has(message.id);
    const isSame = message === last.message && remembered === last.remembered;
    return isSame ? stored : JSON.stringify({ ...last, message, remembered });
  }

  function changedQuestion(stored: string, isQuoted: IsQuoted): string {
    const { epoch, value } = parseEpoched<Question>(stored);
    const message = withoutTraces(value.message, who, isQuoted);
    return message === value.message ? stored : `${epoch}:${JSON.stringify({ ...value, message })}`;
  }

  /** The chat of what the person asked there alone. */
  function directOf({ last, questions }: Look): string | undefined {
    const asked = Object.values(questions).map(text => parseEpoched<Question>(text).value.message);
    if (last !== null) asked.push(readLast(last).message);
    const own = asked.find(({ chat, sender }) => chat.kind === 'direct' && sender.id === who.personId);
    return own && chatKey(own);
  }

  /** The names of its keys tell who it belonged to. */
  async function dropIfEmpty(id: string, direct: string | undefined): Promise<void> {
    const chat = chatOf(id);
    if (!id.endsWith(`:m${who.personId}`) && chat !== direct && !directs.has(chat)) return;
    await dropEmptyScript(redis, [...partsOf(keys, id), keys.pending], [id]);
  }
}

function readLast(text: string): Last {
  return JSON.parse(text) as Last;
}

/** Looks at some conversations in one round trip. */
async function lookAt(redis: Redis, keys: Keys, conversations: readonly string[]): Promise<Look[]> {
  const looking = redis.pipeline();
  for (const id of conversations) {
    looking.lrange(keys.history(id), 0, -1).get(keys.last(id)).hgetall(keys.questions(id));
  }
  const seen = await resultsOf(looking);
  return conversations.map((id, index) => {
    const [history, last, questions] = seen.slice(3 * index, 3 * index + 3);
    return {
      id,
      history: history as string[],
      last: last as string | null,
      questions: questions as Record<string, string>,
    };
  });
}

import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { chatOf, type IncomingMessage } from '../message.ts';
import { readRounds } from './read-rounds.ts';

/** What is told of a conversation without any of its words. */
export interface ConversationHead {
  readonly id: string;
  /** `platform:id` */
  readonly chat: string;
  /** What people call the group. */
  readonly title?: string;
  /** Those who asked, as far as their names are kept. */
  readonly people: readonly string[];
  /** How many rounds are remembered. */
  readonly rounds: number;
  /** When the last of them was asked; Unix milliseconds. */
  readonly at: number;
}

/** Some conversations, the latest first, and where the next ones begin; without a cursor there are no more. */
export interface ConversationPage {
  readonly conversations: readonly ConversationHead[];
  readonly cursor?: string;
}

/** Keys looked at in one step of the scan, and steps at most in one page: it never takes long, however much there is. */
const stepSize = 100;
const mostSteps = 200;
/** Enough for a page. */
const enough = 30;

/**
 * Walks the conversations that remember something. What is looked for may stand in the id, the title, a name, or in what
 * was said; large letters are as good as small ones.
 */
export async function browseConversations(
  redis: Redis,
  keys: Keys,
  { search = '', cursor = '0' }: { readonly search?: string; readonly cursor?: string },
): Promise<ConversationPage> {
  const prefix = keys.history('');
  const wanted = search.trim().toLowerCase();
  const found = new Map<string, ConversationHead>();
  let next = cursor;
  for (let step = 0; step < mostSteps; step += 1) {
    const [after, names] = await redis.scan(next, 'MATCH', `${prefix}*`, 'COUNT', stepSize);
    const heads = await Promise.all(names.map(name => look(redis, keys, name.slice(prefix.length), wanted)));
    for (const head of heads) if (head) found.set(head.id, head);
    next = after;
    if (next === '0' || found.size >= enough) break;
  }
  return {
    conversations: [...found.values()].sort((one, other) => other.at - one.at),
    ...(next !== '0' && { cursor: next }),
  };
}

/** @returns undefined where nothing is remembered, or nothing fits */
async function look(
  redis: Redis,
  keys: Keys,
  id: string,
  wanted: string,
): Promise<ConversationHead | undefined> {
  const [rounds, last] = await Promise.all([readRounds(redis, keys, id), redis.get(keys.last(id))]);
  const latest = rounds.at(-1);
  if (!latest) return undefined;
  const { title } = last === null ? {} : (JSON.parse(last) as { message: IncomingMessage }).message.chat;
  const people = [...new Set(rounds.flatMap(({ senderName }) => (senderName ? [senderName] : [])))];
  const texts = () => [id, title ?? '', ...people, ...rounds.flatMap(each => [each.question, each.answer])];
  if (wanted !== '' && !texts().some(text => text.toLowerCase().includes(wanted))) return undefined;
  return {
    id,
    chat: chatOf(id),
    ...(title !== undefined && { title }),
    people,
    rounds: rounds.length,
    at: latest.at,
  };
}

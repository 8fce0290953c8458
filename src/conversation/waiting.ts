import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { chatOf, type IncomingMessage } from '../message.ts';
import { resultsOf } from '../redis/results-of.ts';
import type { QueueReport, WaitingConversation } from '../wording/index.ts';
import { parseEpoched, type Question } from './mailbox.ts';

/** Conversations looked at in one round trip. */
const batch = 300;
/** Conversations told of: of this chat, and in all. With the totals they fit a phone. */
const onPhone = { here: 4, rows: 10 };

/** A conversation that has work, as far as all are looked at. */
interface Pending {
  readonly id: string;
  /** When its head came to the head, ms of Redis's clock. */
  readonly since: number;
  /** The head's answer has begun. */
  readonly begun: boolean;
  /** Questions whose answer has not. */
  readonly waiting: number;
  readonly head: string;
}

/**
 * Who waits in which conversation, and which answers are being made; those first that have had work for longest. Of what
 * people wrote it reads nothing but when and where.
 * @param chat `platform:id` of the chat whose conversations come before all others
 * @param most conversations told of, in this chat and in all
 */
export async function readWaiting(
  redis: Redis,
  keys: Keys,
  chat: string,
  most = onPhone,
): Promise<QueueReport> {
  const [[seconds], all] = await Promise.all([redis.time(), readPending(redis, keys)]);
  const now = Number(seconds) * 1000;
  const isHere = ({ id }: Pending) => chatOf(id) === chat;
  const here = all.filter(isHere).slice(0, most.here);
  const elsewhere = all.filter(each => !isHere(each)).slice(0, most.rows - here.length);
  const rows = (shown: readonly Pending[]) => Promise.all(shown.map(each => readRow(redis, keys, each, now)));
  return {
    conversations: all.length,
    answers: all.filter(({ begun }) => begun).length,
    questions: all.reduce((sum, { waiting }) => sum + waiting, 0),
    here: await rows(here),
    elsewhere: await rows(elsewhere),
    more: all.length - here.length - elsewhere.length,
  };
}

async function readPending(redis: Redis, keys: Keys): Promise<Pending[]> {
  const flat = await redis.zrange(keys.pending, 0, -1, 'WITHSCORES');
  const found: Pending[] = [];
  for (let at = 0; at < flat.length; at += 2 * batch) {
    const some = flat.slice(at, at + 2 * batch);
    const ids = some.filter((_, index) => index % 2 === 0);
    const looks = redis.pipeline();
    for (const id of ids) {
      looks.lindex(keys.mailbox(id), 0).llen(keys.mailbox(id)).hget(keys.reply(id), 'message');
    }
    const seen = await resultsOf(looks);
    for (const [index, id] of ids.entries()) {
      const [head, count, answered] = seen.slice(3 * index, 3 * index + 3);
      // One that was settled in between has nothing any more.
      if (typeof head !== 'string') continue;
      const begun = answered === head;
      const waiting = Number(count) - (begun ? 1 : 0);
      found.push({ id, since: Number(some[2 * index + 1]), begun, waiting, head });
    }
  }
  return found;
}

async function readRow(
  redis: Redis,
  keys: Keys,
  { id, since, begun, waiting, head }: Pending,
  now: number,
): Promise<WaitingConversation> {
  const next = waiting === 0 ? undefined : await redis.lindex(keys.mailbox(id), begun ? 1 : 0);
  const [first, oldest, shown] = await Promise.all([
    redis.hget(keys.questions(id), head),
    next == null ? null : redis.hget(keys.questions(id), next),
    redis.hstrlen(keys.reply(id), 'shown'),
  ]);
  const asked = oldest === null ? now : messageOf(oldest).sentAt;
  // The platform's clock may be ahead of ours.
  const waited = now - (begun ? asked : Math.min(asked, since));
  const name = first === null ? '' : placeOf(id, messageOf(first));
  return {
    conversation: id,
    chat: chatOf(id),
    ...(name === '' ? {} : { name }),
    ...(begun && { answer: { isWriting: shown > 0, forMs: Math.max(0, now - since) } }),
    ...(waiting > 0 && { waiting: { count: waiting, longestMs: Math.max(0, waited) } }),
  };
}

function messageOf(question: string): IncomingMessage {
  return parseEpoched<Question>(question).value.message;
}

/** What people call the place: the group, and the person where nobody else shares the conversation. */
function placeOf(id: string, { chat, topic, sender }: IncomingMessage): string {
  const isOwn = chat.kind === 'direct' || id.endsWith(`:m${sender.id}`);
  const parts = [
    ...(chat.kind === 'group' && chat.title ? [chat.title] : []),
    ...(topic === undefined ? [] : [`#${topic}`]),
    ...(isOwn ? [sender.name] : []),
  ];
  return parts.join(' · ');
}

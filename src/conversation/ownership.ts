import type { Redis } from 'ioredis';
import { type ChatSettings, chatFields, readChatSettings } from '../chat-settings.ts';
import type { Clock } from '../clock.ts';
import { Superseded } from '../errors.ts';
import type { Keys } from '../keys.ts';
import { chatOf } from '../message.ts';
import { script } from '../redis/script.ts';
import { noteAsOurs } from '../still-ours.ts';
import { type Counter, mostOwners, tallyLifeMs } from '../tally/counters.ts';
import { conversationLifeMs, parseEpoched, type Question } from './mailbox.ts';
import { roundsOf } from './read-rounds.ts';
import type { Round } from './round.ts';

const beginScript = script(new URL('./begin.lua', import.meta.url));
const holdScript = script(new URL('./hold.lua', import.meta.url));
const handBackScript = script(new URL('./hand-back.lua', import.meta.url));
const waitScript = script(new URL('./wait.lua', import.meta.url));
const settleScript = script(new URL('./settle.lua', import.meta.url));

/** Rounds kept for one conversation; what a model can take of them is far less. */
const roundsKept = 50;

/** What a turn took of the quotas. */
export interface Taken {
  /** Whether the person got what counts as a reply. */
  readonly reply: boolean;
  /** Of all calls, both ways. */
  readonly tokens: number;
}

/** How a turn ends in Redis. */
export interface Settlement {
  readonly history: 'append' | 'replace' | 'clear' | 'nothing';
  /** Present with `append` and `replace`. */
  readonly round?: Round;
  /** What `/retry` needs later; absent: there is nothing to try again. */
  readonly last?: unknown;
  readonly counts: readonly Counter[];
  /** What counts in the quotas; absent: nothing, and the reply that was reserved is given back. */
  readonly taken?: Taken;
}

/** Fields of the reply that is being made; each is JSON or a number, none is trusted to be there. */
export type ReplyFields = Readonly<Record<string, string>>;

/**
 * The right to answer the message at the head of one conversation. Whoever begins later raises the fence and takes it
 * over; every write of the former owner is refused from then on.
 */
export interface Turn {
  readonly conversation: string;
  readonly fence: number;
  readonly messageKey: string;
  readonly question: Question;
  /** Rounds of the question's epoch, oldest first. */
  readonly rounds: readonly Round[];
  /** What the chat's admins have set, as it was when the turn began. */
  readonly chatSettings: ChatSettings;
  /** When the message came to the head of its conversation; ms by Redis's clock. */
  readonly since: number;
  /** How long ago that was when the turn began, ms. */
  readonly waitedMs: number;
  /** How many workers have begun it, this one included: without those that gave it back, or died while it waited. */
  readonly begun: number;
  readonly fields: ReplyFields;
  /** Writes fields of the reply. Throws `Superseded` when another owns the conversation. @returns whether a stop was ordered. */
  hold(fields?: ReplyFields): Promise<'held' | 'stop'>;
  /** Fields that go with the next `hold`, which is at hand: one trip for both. */
  note(fields: ReplyFields): void;
  /** Says that it only waits for the model, or no longer. Throws `Superseded`. */
  wait(waits: boolean): Promise<void>;
  /** Gives the turn back unfinished; it does not count as a crash. */
  handBack(): Promise<void>;
  /** Ends the turn. Throws `Superseded`. @returns how many messages still wait. */
  settle(settlement: Settlement): Promise<number>;
}

type Begun =
  | [
      fence: number,
      messageKey: string,
      question: string,
      since: number,
      now: number,
      fields: string[],
      rounds: string[],
      chatSettings: (string | null)[],
    ]
  | [];

/** Begins, or takes over, the turn at the head of a conversation; `undefined` when nothing waits. */
export function beginTurns(redis: Redis, keys: Keys, conversationTtlMs: number, clock: Pick<Clock, 'now'>) {
  const lifeMs = conversationLifeMs(conversationTtlMs);
  return async (conversation: string): Promise<Turn | undefined> => {
    const conversationKey = keys.conversation(conversation);
    const replyKey = keys.reply(conversation);
    const begun = (await beginScript(
      redis,
      [
        conversationKey,
        keys.mailbox(conversation),
        keys.questions(conversation),
        replyKey,
        keys.history(conversation),
        keys.pending,
        keys.chat(chatOf(conversation)),
      ],
      [conversation, lifeMs, ...chatFields],
    )) as Begun;
    if (begun.length === 0) return undefined;
    const [fence, messageKey, body, since, now, flatFields, storedRounds, chatSettings] = begun;
    const { epoch, value: question } = parseEpoched<Question>(body);
    const fields = pairs(flatFields);
    let noted: ReplyFields = {};

    async function write(changes: ReplyFields): Promise<'held' | 'stop'> {
      const args = [fence, ...Object.entries(changes).flat()];
      const verdict = await holdScript(redis, [conversationKey, replyKey], args);
      if (verdict === 'superseded') throw new Superseded(conversation);
      return verdict as 'held' | 'stop';
    }

    return {
      conversation,
      fence,
      messageKey,
      question,
      rounds: roundsOf(epoch, storedRounds),
      chatSettings: readChatSettings(chatSettings),
      since,
      waitedMs: now - since,
      begun: Number(fields['begun']),
      fields,

      async hold(changes = {}) {
        const writeAll = async () => {
          const verdict = await write({ ...noted, ...changes });
          noted = {};
          return verdict;
        };
        return noteAsOurs(clock, writeAll, () => write({}));
      },

      note(changes) {
        noted = { ...noted, ...changes };
      },

      async wait(waits) {
        const verdict = await waitScript(redis, [conversationKey, replyKey], [fence, waits ? 1 : 0]);
        if (verdict === 'superseded') throw new Superseded(conversation);
      },

      async handBack() {
        await handBackScript(redis, [conversationKey, replyKey], [fence]);
      },

      async settle(settlement) {
        const counterKeys = [...new Set(settlement.counts.map(count => count.key))];
        const fixedKeys = [
          conversationKey,
          keys.mailbox(conversation),
          keys.questions(conversation),
          replyKey,
          keys.history(conversation),
          keys.pending,
          keys.last(conversation),
          keys.reserved(conversation),
        ];
        const [verdict, waiting] = (await settleScript(
          redis,
          [...fixedKeys, ...counterKeys],
          [
            fence,
            messageKey,
            conversation,
            settlement.history,
            settlement.round ? JSON.stringify(settlement.round) : '',
            conversationTtlMs,
            roundsKept,
            settlement.last === undefined ? '' : JSON.stringify(settlement.last),
            tallyLifeMs,
            mostOwners,
            settlement.taken?.reply ? 1 : 0,
            settlement.taken?.tokens ?? 0,
            ...settlement.counts.flatMap(({ key, field, by, others = '' }) => [
              fixedKeys.length + counterKeys.indexOf(key) + 1,
              field,
              others,
              [by].flat().join(' '),
            ]),
          ],
        )) as ['settled', number] | ['superseded'];
        if (verdict === 'superseded') throw new Superseded(conversation);
        return waiting;
      },
    };
  };
}

function pairs(flat: readonly string[]): ReplyFields {
  const fields: Record<string, string> = {};
  for (let i = 0; i + 1 < flat.length; i += 2) fields[flat[i] as string] = flat[i + 1] as string;
  return fields;
}

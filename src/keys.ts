import { digestOf } from './digest.ts';

/**
 * Every key in Redis. All but the schema's carry one hash tag, so that a Redis Cluster keeps them on one node and a script
 * may touch any of them; all carry the prefix (the bot's identity) and the schema version. What only has to be met again is named
 * by a digest: it outlives `/forget-me` and tells nothing of who it was about.
 */

/** Raise it when the meaning of any key changes; a process of another version refuses to start. */
export const schemaVersion = 1;

/** What a budget is made of: see `grant.lua`. */
export type PermitPart =
  | 'line'
  | 'owners'
  | 'log'
  | 'tokens'
  | 'limits'
  | 'blocked'
  | 'pace'
  | 'said'
  | 'outage';

export type Keys = ReturnType<typeof keysFor>;

/** @param prefix `REDIS_PREFIX`: letters, digits, `.`, `_`, `-`. */
export function keysFor(prefix: string) {
  const base = `${prefix}:{${prefix}-v${schemaVersion}}`;
  return {
    /** Which schema version lives under this prefix; outside the version itself. */
    schema: `${prefix}:schema`,
    /** BullMQ's prefix. */
    queues: `${base}:queue`,
    /** What every key of this version begins with; in a `MATCH`, nothing of it is special. */
    base,

    /** string: what became of a message id (kept 48 h). */
    seen: (message: string) => `${base}:seen:${digestOf(message)}`,
    /** hash: `fence`, `epoch`. */
    conversation: (id: string) => `${base}:conversation:${id}`,
    /** list of message keys that wait, oldest first. */
    mailbox: (id: string) => `${base}:mailbox:${id}`,
    /** hash: message key → `epoch:JSON` of the incoming message. */
    questions: (id: string) => `${base}:questions:${id}`,
    /** list of `epoch:JSON` rounds, oldest first. */
    history: (id: string) => `${base}:history:${id}`,
    /** hash: the reply that is being made at the head of the mailbox. */
    reply: (id: string) => `${base}:reply:${id}`,
    /** string: JSON of the last settled question and its reply's record, for `/retry`. */
    last: (id: string) => `${base}:last:${id}`,
    /** sorted set: conversation → since when its head message is at the head (ms). */
    pending: `${base}:pending`,
    /** channel: stop orders, to whoever runs the turn. */
    stops: `${base}:stops`,
    /** string: an errand that has been done (kept 48 h). */
    errandDone: (id: string) => `${base}:errand-done:${id}`,

    /**
     * The shared budget of one model account. Each key lives two minutes longer than the last process that uses it: a
     * change of their meaning needs no other schema version.
     */
    permits: (account: string, part: PermitPart) => `${base}:permits:${account}:${part}`,
    /** channel: permits granted to one process. */
    permitsOf: (account: string, process: string) => `${base}:permits-of:${account}:${process}`,
    /** sorted set: recent writes to one platform, chat or card. */
    writes: (scope: string) => `${base}:writes:${digestOf(scope)}`,
    /** string that lives while nobody may write there. */
    writeBlock: (scope: string) => `${base}:write-block:${digestOf(scope)}`,

    /** string: encrypted access token of a provider account. */
    accessToken: (account: string) => `${base}:access-token:${account}`,
    /** string: who does a thing that only one process may do. */
    lease: (what: string) => `${base}:lease:${what}`,
    /** string: a fact that is told or done at most once in its time to live. */
    once: (what: string) => `${base}:once:${digestOf(what)}`,

    /** hash: `platform:person` → their direct chat, where it has an id of its own; noted with the commands they send there. */
    directs: `${base}:directs`,
    /** hash: settings that admins changed for a chat (persona, parameters, model, functions, locale). */
    chat: (chat: string) => `${base}:chat:${chat}`,
    /** set of chats that are paused, or `all`. */
    paused: `${base}:paused`,
    /** hash: `user:telegram:1` or `chat:telegram:-100` → JSON of the rule that an admin made for it at run time. */
    access: `${base}:access`,
    /** hash: digest of such a name → JSON of its ban. */
    bans: `${base}:bans`,
    /** hash: `user:telegram:1`, `chat:telegram:-100`, `everyone` or `all` → JSON of its quota. */
    quotas: `${base}:quotas`,
    /** hash: `replies:user:telegram:1` → what was used in one hour (`2026-11-23T14`) or day; kept two of them. */
    spent: (window: string) => `${base}:spent:${window}`,
    /** hash: message key of a question → JSON of where it counts: `[key of spent, field]`. */
    reserved: (id: string) => `${base}:reserved:${id}`,
    /** hash of counters of one day (`2026-11-23`), kept 90 days. */
    usage: (day: string) => `${base}:usage:${day}`,
    stats: (day: string) => `${base}:stats:${day}`,
    /** hash of what platforms bill in one month (`2026-11`): `dingtalk:calls`, kept 90 days. */
    bill: (month: string) => `${base}:bill:${month}`,
    /** stream: the day's counters at each minute of the last day, bounded. */
    minutes: `${base}:minutes`,
    /** string that lives as long as somebody is logged in to the console. @param digest of the session's id */
    consoleSession: (digest: string) => `${base}:console-session:${digest}`,
    /** string: tries to log in within a minute, from one address or all. */
    consoleTries: (whose: string) => `${base}:console-tries:${digestOf(whose)}`,
    /** stream: the audit log, bounded. */
    audit: `${base}:audit`,
    /** hash: platform → identity of its bot. */
    identities: `${base}:identities`,
    /** One platform's own small state (Telegram's offset). */
    platform: (name: string, what: string) => `${base}:platform:${name}:${what}`,
  };
}

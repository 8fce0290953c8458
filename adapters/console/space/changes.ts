import type { World } from '../../../src/adapter.ts';
import type { Changes, PlaygroundChange } from '../../../src/playground.ts';
import type { Space } from '../space.ts';

/** Changes that are told together at most. */
const atOnce = 200;

/** Ids of a stream's entries: milliseconds, and a number within one. https://redis.io/docs/latest/develop/data-types/streams/ */
const idForm = /^(\d{1,16})-(\d{1,9})$/;
const beginning = '0-0';

/** What has changed, as it is now. */
export interface ChangeLog {
  /** The last change. */
  last(): Promise<string>;
  /** Whether a watcher that saw this id last can be told all that came after it. */
  knows(id: string): Promise<boolean>;
  /** What came after an id; undefined when nothing did. */
  after(id: string): Promise<Changes | undefined>;
}

export function openChangeLog(
  { redis }: Pick<World, 'redis'>,
  { keys, chats, messages }: Pick<Space, 'keys' | 'chats' | 'messages'>,
): ChangeLog {
  /** The latest state of each thing once, in the order in which they began to change. */
  async function statesOf(entries: readonly Entry[]): Promise<PlaygroundChange[]> {
    const things = new Map(entries.map(entry => [`${entry.chat} ${entry.message ?? ''}`, entry]));
    return Promise.all([...things.values()].map(stateOf));
  }

  async function stateOf({ chat, message }: Entry): Promise<PlaygroundChange> {
    if (message === undefined) {
      const found = await chats.find(chat);
      return found ? { kind: 'chat', chat: found } : { kind: 'chat-gone', chat };
    }
    const found = await messages.find(chat, message);
    return found ? { kind: 'message', message: found } : { kind: 'message-gone', chat, message };
  }

  return {
    async last() {
      const [entry] = await redis.xrevrange(keys.changes, '+', '-', 'COUNT', 1);
      return entry?.[0] ?? beginning;
    },
    async knows(id) {
      if (!idForm.test(id)) return false;
      const [[oldest], [newest]] = await Promise.all([
        redis.xrange(keys.changes, '-', '+', 'COUNT', 1),
        redis.xrevrange(keys.changes, '+', '-', 'COUNT', 1),
      ]);
      if (!oldest || !newest) return id === beginning;
      return !isBefore(id, oldest[0]) && !isBefore(newest[0], id);
    },
    async after(id) {
      const found = await redis.xrange(keys.changes, `(${id}`, '+', 'COUNT', atOnce);
      const last = found.at(-1);
      if (!last) return undefined;
      return { id: last[0], changes: await statesOf(found.map(([, fields]) => entryOf(fields))) };
    },
  };
}

interface Entry {
  readonly chat: string;
  readonly message: string | undefined;
}

function entryOf([, chat = '', , message]: readonly string[]): Entry {
  return { chat, message };
}

function isBefore(a: string, b: string): boolean {
  const [, aMs = 0, aNumber = 0] = idForm.exec(a) ?? [];
  const [, bMs = 0, bNumber = 0] = idForm.exec(b) ?? [];
  return Number(aMs) === Number(bMs) ? Number(aNumber) < Number(bNumber) : Number(aMs) < Number(bMs);
}

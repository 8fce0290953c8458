import { eventually } from '../support/eventually.ts';
import type { Town } from './town.ts';

/** What Redis has of a chat. */
export interface Kept {
  /** Keys that hold what waits there, or what people said. @param chat `platform:id` */
  of(chat: string): Promise<string[]>;
  /** Waits until there is nothing. */
  nothingOf(chat: string): Promise<unknown>;
  /** Waits until so many questions wait, the one that is being answered included. @param chat or a conversation in it */
  waiting(chat: string, questions: number): Promise<unknown>;
  /**
   * Waits until no answer is being made: it is on the screen a moment before it is remembered.
   * @param chat or a conversation in it
   */
  settled(chat: string): Promise<unknown>;
}

export function lookInto({ redis, keys }: Pick<Town, 'redis' | 'keys'>): Kept {
  const of = async (chat: string) => {
    const names = [keys.mailbox, keys.questions, keys.reply, keys.history, keys.last].map(key => key(chat));
    const found = await Promise.all(
      names.map(async name => ((await redis.exists(name)) === 1 ? [name] : [])),
    );
    const pending = await redis.zscore(keys.pending, chat);
    return [...found.flat(), ...(pending === null ? [] : [keys.pending])];
  };
  const waiting = (chat: string, questions: number) =>
    eventually('the questions', async () => (await redis.llen(keys.mailbox(chat))) === questions);
  return {
    of,
    nothingOf: chat => eventually('nothing to be kept', async () => (await of(chat)).length === 0),
    waiting,
    settled: chat => waiting(chat, 0),
  };
}

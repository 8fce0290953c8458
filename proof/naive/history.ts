import type { Redis } from 'ioredis';
import type { ChatMessage } from './ernie.ts';

/** Ten rounds are kept, for a week. */
const messagesKept = 20;
const lifeS = 7 * 86_400;

/** What was said in a chat: a list in Redis. */
export function openHistory(redis: Redis) {
  const keyOf = (chat: number) => `history:${chat}`;
  return {
    async read(chat: number): Promise<ChatMessage[]> {
      const kept = await redis.lrange(keyOf(chat), 0, -1);
      return kept.map(json => JSON.parse(json) as ChatMessage);
    },
    async add(chat: number, question: string, answer: string): Promise<void> {
      const round: ChatMessage[] = [
        { role: 'user', content: question },
        { role: 'assistant', content: answer },
      ];
      await redis
        .multi()
        .rpush(keyOf(chat), ...round.map(message => JSON.stringify(message)))
        .ltrim(keyOf(chat), -messagesKept, -1)
        .expire(keyOf(chat), lifeS)
        .exec();
    },
  };
}

export type History = ReturnType<typeof openHistory>;

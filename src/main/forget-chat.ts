import type { Redis } from 'ioredis';
import { forgetConversations } from '../conversation/forget-conversations.ts';
import { parseEpoched } from '../conversation/mailbox.ts';
import type { Round } from '../conversation/round.ts';
import type { Errand } from '../errand.ts';
import type { Keys } from '../keys.ts';
import { chatKey } from '../message.ts';
import { keysUnder } from '../redis/keys-under.ts';
import { script } from '../redis/script.ts';
import type { LastTurn } from '../turn/last-turn.ts';
import { goesWithLeaving } from './goes-with-leaving.ts';

const swapLastScript = script(new URL('../conversation/swap-last.lua', import.meta.url));

/** Forgets what was said in a chat until the bot left it, in all its conversations. Safe to repeat. */
export async function forgetChat(
  redis: Redis,
  keys: Keys,
  errand: Errand & { kind: 'forget' },
): Promise<void> {
  const { until } = errand;
  const chat = chatKey(errand);
  if (until === undefined) return forgetConversations(redis, keys, chat);
  for await (const histories of keysUnder(redis, keys.history(chat))) {
    for (const history of histories) {
      const rounds = await redis.lrange(history, 0, -1);
      const going = rounds.filter(text => goesWithLeaving(parseEpoched<Round>(text).value.at, until));
      await Promise.all(going.map(text => redis.lrem(history, 1, text)));
    }
  }
  for await (const lasts of keysUnder(redis, keys.last(chat))) {
    for (const key of lasts) {
      const last = await redis.get(key);
      if (last !== null && goesWithLeaving((JSON.parse(last) as LastTurn).message.sentAt, until))
        await swapLastScript(redis, [key], [last, '']);
    }
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { Bot } from 'grammy';
import type { Settings } from './settings.ts';

/** grammY, which waits as long as Telegram asks for: what its auto-retry plugin does. */
export function openTelegram({ telegramRoot, telegramToken }: Settings): Bot {
  const bot = new Bot(telegramToken, { client: { apiRoot: telegramRoot } });
  bot.api.config.use(async (call, method, payload, signal) => {
    for (;;) {
      const answer = await call(method, payload, signal);
      const waitS = answer.ok ? undefined : answer.parameters?.retry_after;
      if (waitS === undefined) return answer;
      await delay(waitS * 1000);
    }
  });
  return bot;
}

import { type ErnieOptions, type ErnieSimulator, startErnie } from '../../simulators/ernie/index.ts';
import { simulatedKeys } from '../../simulators/ernie/options.ts';
import { startTelegram, type TelegramSimulator } from '../../simulators/telegram/index.ts';
import type { Undo } from '../../src/main/undo.ts';

/** The vendors, simulated in this process, and what tells a bot of them. */
export interface Simulated {
  readonly ernie: ErnieSimulator;
  readonly telegram: TelegramSimulator;
  readonly settings: Readonly<Record<string, string>>;
  /** Somebody new writes to the bot. */
  ask(text: string): void;
}

/** Telegram without its limits: what is measured is ours. */
export async function simulate(options: ErnieOptions, redisUrl: string, undo: Undo): Promise<Simulated> {
  const ernie = await startErnie(options);
  undo.add(() => ernie.close());
  const telegram = await startTelegram({ naturalLimits: false });
  undo.add(() => telegram.close());
  return {
    ernie,
    telegram,
    settings: {
      REDIS_URL: redisUrl,
      ERNIE_BASE_URL: ernie.url,
      ERNIE_API_KEY: simulatedKeys.apiKey,
      ERNIE_SECRET_KEY: simulatedKeys.secretKey,
      TELEGRAM_API_ROOT: telegram.url,
      TELEGRAM_BOT_TOKEN: telegram.token,
      ALLOWED_USERS: '*',
    },
    ask(text) {
      const person = telegram.person({ firstName: '小言' });
      telegram.say(telegram.direct(person), person, text);
    },
  };
}

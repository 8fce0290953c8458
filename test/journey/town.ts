import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { inject } from 'vitest';
import {
  type ErnieOptions,
  type ErnieSimulator,
  simulatedKeys,
  startErnie,
} from '../../simulators/ernie/index.ts';
import { startTelegram, type TelegramSimulator } from '../../simulators/telegram/index.ts';
import type { TelegramOptions } from '../../simulators/telegram/options.ts';
import { type Keys, keysFor } from '../../src/keys.ts';
import { connect } from '../../src/redis/connect.ts';
import { targetOf } from '../../src/redis/target.ts';
import { eventually } from '../support/eventually.ts';
import { BotProcess } from './bot-process.ts';
import { zoneAtNoon } from './zone-at-noon.ts';

/** Simulators, people and real processes of the bot: where whole journeys are played. */
export interface Town {
  readonly ernie: ErnieSimulator;
  readonly telegram: TelegramSimulator;
  readonly bots: readonly BotProcess[];
  readonly prefix: string;
  /** What the bots keep. */
  readonly redis: Redis;
  readonly keys: Keys;
  /** Starts one more process and waits until it runs. */
  startBot(settings?: Readonly<Record<string, string>>): Promise<BotProcess>;
  /** The bot's messages in a chat, oldest first, but for its greeting. */
  replies(chat: { id: number }): ReturnType<TelegramSimulator['messages']>;
  /** Waits until the bot has finished `count` messages in a chat: their Stop buttons are gone. */
  finished(chat: { id: number }, count: number, withinMs?: number): Promise<string[]>;
  close(): Promise<void>;
}

export async function openTown(
  options: { ernie?: ErnieOptions; telegram?: TelegramOptions; settings?: Record<string, string> } = {},
): Promise<Town> {
  const ernie = await startErnie({ chunkMs: 20, ...options.ernie });
  const telegram = await startTelegram({ naturalLimits: false, ...options.telegram });
  const bots: BotProcess[] = [];
  const prefix = `journey-${randomBytes(6).toString('hex')}`;
  const usual = {
    REDIS_URL: inject('redisUrl'),
    REDIS_PREFIX: prefix,
    ERNIE_BASE_URL: ernie.url,
    ERNIE_API_KEY: simulatedKeys.apiKey,
    ERNIE_SECRET_KEY: simulatedKeys.secretKey,
    TELEGRAM_API_ROOT: telegram.url,
    TELEGRAM_BOT_TOKEN: telegram.token,
    ALLOWED_USERS: '*',
    AI_LABEL: 'false',
    MODEL_QPS: '100',
    TIME_ZONE: zoneAtNoon(),
    ...options.settings,
  };
  const keys = keysFor(prefix);
  const redis = connect(targetOf(usual.REDIS_URL, keys.base), 'patient', () => {});
  const replies = (chat: { id: number }) =>
    telegram.messages(chat).filter(({ byBot, text }) => byBot && !isGreeting(text));
  return {
    ernie,
    telegram,
    bots,
    prefix,
    redis,
    keys,
    replies,
    async startBot(settings = {}) {
      const bot = new BotProcess({ ...usual, ...settings });
      bots.push(bot);
      const started = () => {
        if (bot.child.exitCode !== null) throw new Error(`The bot ended: ${bot.errors}`);
        return bot.logged('process.started');
      };
      // Many start at once when all tests run.
      await eventually('the bot to start', started, 40_000);
      return bot;
    },
    finished: (chat, count, withinMs) =>
      eventually(
        `${count} finished replies`,
        () => {
          const done = replies(chat).filter(({ keyboard }) => keyboard.length === 0);
          return done.length >= count && done.map(({ text }) => text);
        },
        withinMs,
      ),
    async close() {
      for (const bot of bots) bot.kill('SIGKILL');
      await Promise.all(bots.map(bot => bot.ended()));
      redis.disconnect();
      await Promise.all([telegram.close(), ernie.close()]);
    },
  };
}

/** With this the bot comes into a group, at a moment of its own. */
export const isGreeting = (text: string) => /^(大家好，我是|Hello everyone, I am)/.test(text);

/** The last message of what the simulated model is asked. */
export function questionOf({ messages }: { messages: readonly { content: string | null }[] }): string {
  return messages.at(-1)?.content ?? '';
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ErnieOptions, type ErnieSimulator, startErnie } from '../../simulators/ernie/index.ts';
import { simulatedKeys } from '../../simulators/ernie/options.ts';
import { startTelegram, type TelegramSimulator } from '../../simulators/telegram/index.ts';
import type { TelegramOptions } from '../../simulators/telegram/options.ts';
import { systemClock } from '../../src/clock.ts';
import { silentLog } from '../../src/log.ts';
import type { Undo } from '../../src/main/undo.ts';
import { startRedis } from '../../src/redis/embedded.ts';
import { contestants, type Name, type Roles } from './contestants.ts';
import { type BotProcess, startProcess } from './process.ts';

const lookMs = 200;

export type Size = 'small' | 'full';

/** Where a scene is played, once for each bot. */
export interface House {
  readonly bot: Name;
  readonly size: Size;
  /** The path of a Redis server. */
  readonly redisProgram: string;
  /** Undone when the scene is over, however it ended. */
  readonly undo: Undo;
}

export interface StageOptions {
  readonly ernie?: ErnieOptions;
  readonly telegram?: TelegramOptions;
  /** What the bot is told; 5 unless told. */
  readonly qps?: number;
  readonly concurrency?: number;
}

/** A chat with the bot, in which one person asks. */
export interface PrivateChat {
  readonly id: number;
  ask(text: string): void;
  /** What the bot's messages show now, oldest first. */
  replies(): ReturnType<TelegramSimulator['messages']>;
  /** When a message of the bot's first showed this text, if one ever did. */
  shownAt(text: string): number | undefined;
}

/** The simulators, a fresh Redis and a bot's processes: all that a scene sees is what the simulators saw. */
export interface Stage {
  readonly ernie: ErnieSimulator;
  readonly telegram: TelegramSimulator;
  start(roles: Roles): Promise<BotProcess>;
  /** So many processes, of which one polls: Telegram bears no more. */
  startAll(processes: number): Promise<void>;
  /** The chat of somebody new. */
  newChat(): PrivateChat;
}

/** Everything that is opened here ends with the house. */
export async function openStage(house: House, options: StageOptions = {}): Promise<Stage> {
  const { bot, undo } = house;
  const ernie = await startErnie(options.ernie);
  undo.add(() => ernie.close());
  const telegram = await startTelegram(options.telegram);
  undo.add(() => telegram.close());
  const { qps = 5, concurrency = 200 } = options;
  const world = {
    redisUrl: await freshRedis(house),
    ernie: { ...simulatedKeys, url: ernie.url },
    telegram,
    qps,
    concurrency,
  };
  const start = async (roles: Roles) => {
    const started = await startProcess(contestants[bot](world, roles));
    undo.add(() => started.kill());
    return started;
  };
  return {
    ernie,
    telegram,
    start,
    async startAll(processes) {
      const roles = (index: number): Roles => (index === 0 ? 'intake,worker' : 'worker');
      await Promise.all(Array.from({ length: processes }, (_, index) => start(roles(index))));
    },
    newChat() {
      const person = telegram.person({ firstName: '小言' });
      const chat = telegram.direct(person);
      const replies = () => telegram.messages(chat).filter(({ byBot }) => byBot);
      return {
        id: chat.id,
        ask: text => telegram.say(chat, person, text),
        replies,
        shownAt(text) {
          const states = replies().flatMap(({ edits }) => edits.filter(state => state.text.includes(text)));
          return states.length > 0 ? Math.min(...states.map(({ at }) => at)) : undefined;
        },
      };
    },
  };
}

/** As `npm start` runs one: append-only, on a socket. */
async function freshRedis({ redisProgram, undo }: House): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'yanqiao-compare-'));
  undo.add(() => rm(dataDir, { recursive: true, force: true }));
  const redis = await startRedis({ program: redisProgram, dataDir, clock: systemClock, log: silentLog });
  undo.add(async () => {
    await redis.stop();
    if (!redis.url.startsWith('unix:')) return;
    await rm(dirname(redis.url.slice('unix:'.length)), { recursive: true, force: true });
  });
  return redis.url;
}

/** Looks until it holds, seldom: the simulators live in the same loop, and a busy one sees too late. @returns whether it came to that in time */
export async function within(limitMs: number, holds: () => boolean): Promise<boolean> {
  const until = performance.now() + limitMs;
  while (!holds()) {
    if (performance.now() > until) return false;
    await delay(lookMs);
  }
  return true;
}

/** Looks until it has held once for each of them. @returns whether it came to that in time */
export function eachWithin<T>(
  limitMs: number,
  items: readonly T[],
  holds: (item: T) => boolean,
): Promise<boolean> {
  let left = items;
  return within(limitMs, () => {
    left = left.filter(item => !holds(item));
    return left.length === 0;
  });
}

/** The machine's time as the simulators read it: milliseconds since 1970. */
export const now = (): number => performance.timeOrigin + performance.now();

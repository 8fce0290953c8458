import type { Size } from '../../bench/benchmark.ts';
import { startPrivateRedis } from '../../bench/support/private-redis.ts';
import { type ErnieOptions, type ErnieSimulator, startErnie } from '../../simulators/ernie/index.ts';
import { simulatedKeys } from '../../simulators/ernie/options.ts';
import { startTelegram, type TelegramSimulator } from '../../simulators/telegram/index.ts';
import type { TelegramOptions } from '../../simulators/telegram/options.ts';
import type { Undo } from '../../src/main/undo.ts';
import { contestants, type Name, type Roles } from './contestants.ts';
import { type BotProcess, startProcess } from './process.ts';

/** One bot's part in a scene. */
export interface Entry {
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

/** Everything that is opened here is undone with the entry. */
export async function openStage(entry: Entry, options: StageOptions = {}): Promise<Stage> {
  const { bot, undo, redisProgram } = entry;
  const ernie = await startErnie(options.ernie);
  undo.add(() => ernie.close());
  const telegram = await startTelegram(options.telegram);
  undo.add(() => telegram.close());
  const { qps = 5, concurrency = 200 } = options;
  const world = {
    redisUrl: await startPrivateRedis(redisProgram, undo),
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

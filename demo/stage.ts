import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ErnieSimulator, simulatedKeys, startErnie } from '../simulators/ernie/index.ts';
import { startTelegram, type TelegramSimulator } from '../simulators/telegram/index.ts';
import type { Chat, Person } from '../simulators/telegram/words.ts';
import type { Environment } from '../src/config/read.ts';
import type { Undo } from '../src/main/undo.ts';
import { type Bot, startBot, untilDead } from './bot.ts';
import { botSettings } from './bot-settings.ts';
import { startWithConsole } from './console.ts';
import { Journal } from './journal.ts';
import { openRedis } from './redis.ts';
import type { Words } from './words/words.ts';

/** What ERNIE allows a new account. */
const vendorQps = 5;
/** Between two sentences: slow enough to be watched. */
const chunkMs = 200;

/** Everything that the demo plays on. */
export interface Stage {
  readonly telegram: TelegramSimulator;
  readonly ernie: ErnieSimulator;
  readonly bots: readonly Bot[];
  readonly journal: Journal;
  readonly person: Person;
  readonly direct: Chat;
  readonly group: Chat;
  /** Opens the web console; undefined where there is none. */
  readonly consoleLink: string | undefined;
  /** Rejects when a bot ends that nobody told to. */
  readonly mishap: Promise<never>;
}

export interface StageOptions {
  /** How many processes the bot runs in; `console`: one that serves the console, and one that answers. */
  readonly bots: number | 'console';
  /** The settings of a real model; undefined: the simulated ERNIE answers. */
  readonly realModel: Environment | undefined;
  readonly words: Words;
  readonly env: Environment;
  readonly say: (line: string) => void;
}

/** Sets everything up. What was started, also where something fails, is undone by `undo`: nothing stays behind. */
export async function openStage(options: StageOptions, undo: Undo): Promise<Stage> {
  const { words, env } = options;
  const dataDir = await mkdtemp(join(tmpdir(), 'yanqiao-demo-'));
  undo.add(() => rm(dataDir, { recursive: true, force: true }));
  const redis = await openRedis(dataDir, env, options.say);
  undo.add(() => redis.close());
  const ernie = await startErnie({ qps: vendorQps, chunkMs });
  undo.add(() => ernie.close());
  const telegram = await startTelegram();
  undo.add(() => telegram.close());

  const person = telegram.person({ firstName: words.personName });
  const settings = botSettings(
    {
      telegram,
      model: options.realModel ?? {
        ERNIE_BASE_URL: ernie.url,
        ERNIE_API_KEY: simulatedKeys.apiKey,
        ERNIE_SECRET_KEY: simulatedKeys.secretKey,
      },
      redis,
      admin: person.id,
      locale: words.locale,
    },
    env,
  );
  const journal = new Journal();
  const start = (environment: Environment) => startBot(environment, dataDir, journal);
  const { bots, link } =
    options.bots === 'console'
      ? await startWithConsole(
          { settings, start, ernie: options.realModel ? undefined : ernie, journal },
          undo,
        )
      : { bots: await startBots(options.bots, () => start(settings), undo), link: undefined };
  const mishap = Promise.race(bots.map(bot => untilDead(bot, journal)));
  mishap.catch(() => {}); // told by whoever waits for it
  return {
    telegram,
    ernie,
    bots,
    journal,
    person,
    direct: telegram.direct(person),
    group: telegram.group({ title: words.groupTitle, supergroup: true }),
    consoleLink: link,
    mishap,
  };
}

/** Starts them side by side; all that came up are undone, also where one did not. */
async function startBots(count: number, start: () => Promise<Bot>, undo: Undo): Promise<Bot[]> {
  const started = await Promise.allSettled(Array.from({ length: count }, start));
  const bots = started.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
  undo.add(() => Promise.all(bots.map(bot => bot.end('SIGTERM'))));
  for (const result of started) if (result.status === 'rejected') throw result.reason;
  return bots;
}

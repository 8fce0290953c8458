import { type ErnieSimulator, startErnie } from '../../simulators/ernie/index.ts';
import type { Fate, Moment, Watch } from '../../simulators/watch.ts';
import type { PlatformName, Span } from '../judge/evidence.ts';
import { slotsOf } from '../story/slots.ts';
import { type Crew, startCrew } from './crew.ts';
import { answerTo } from './marks.ts';
import { type NotedCall, Notes } from './notes.ts';
import type { TownPlatform } from './platform.ts';
import { openDingtalk } from './platforms/dingtalk.ts';
import { openFeishu } from './platforms/feishu.ts';
import { openTelegram } from './platforms/telegram.ts';
import { startTownRedis, type TownRedis } from './redis.ts';
import { type Budget, settingsOf } from './settings.ts';
import { watchStalls } from './stalls.ts';

/** All three platforms, the model, Redis, and the bot's processes. */
export interface Town {
  readonly ernie: ErnieSimulator;
  readonly platforms: Readonly<Record<PlatformName, TownPlatform>>;
  readonly redis: TownRedis;
  readonly crew: Crew;
  readonly notes: Notes;
  readonly budget: Budget;
  /** How long a silent conversation is remembered, milliseconds. */
  readonly memoryMs: number;
  /** Who made each call of the model, by its id. */
  readonly callers: ReadonlyMap<string, string>;
  stalls(): readonly Span[];
  close(): Promise<void>;
}

export interface TownOptions {
  /** The folder that has the bot's `src` and `adapters`. */
  readonly root: string;
  /** Of `redis-server`. */
  readonly program: string;
  /** An empty folder: for Redis's file and the logs. */
  readonly folder: string;
  readonly workers: number;
  readonly intakes: number;
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** The model's; 10 calls a second unless told. */
  readonly budget?: Budget | undefined;
  /** What becomes of a call about a question, before and after it takes effect. */
  readonly decide: Decide;
}

export type Decide = (call: NotedCall, moment: Moment, crew: Crew) => Fate | Promise<Fate>;

/** For which the bot remembers, where it is not told otherwise. */
const weekMs = 604_800_000;

/** Opens a town whose bots work. */
export async function openTown(options: TownOptions): Promise<Town> {
  const { budget = { calls: 10, perMs: 1000 } } = options;
  const notes = new Notes();
  const callers = new Map<string, string>();
  let crew: Crew | undefined;

  const watching =
    (from: 'model' | PlatformName): Watch =>
    async moment => {
      const by = await crew?.callerAt(moment);
      if (!crew || by === undefined) return 'go on';
      const call = moment.stage === 'arrived' ? arrived(moment, from, by) : notes.landed(moment);
      const fate = call ? await options.decide(call, moment, crew) : 'go on';
      if (call && moment.stage === 'landed') call.isUnanswered = fate === 'cut';
      return fate;
    };
  const arrived = (moment: Moment, from: 'model' | PlatformName, by: string) => {
    if (from !== 'model') return notes.arrived(moment, from, by, platforms[from].kindOf(moment.api));
    const call = ernie.calls.findLast(({ port }) => port === moment.port);
    if (call) callers.set(call.id, by);
    return notes.arrived(moment, from, by);
  };

  const ernie = await startErnie({ qps: budget.calls, chunkMs: 60, watch: watching('model') });
  ernie.reply(({ messages }) => answerTo(messages.findLast(({ role }) => role === 'user')?.content ?? ''));
  const platforms = {
    telegram: await openTelegram(watching('telegram')),
    feishu: await openFeishu(watching('feishu')),
    dingtalk: await openDingtalk(watching('dingtalk')),
  };
  const redis = await startTownRedis(options.program, options.folder);
  const settings = {
    ...settingsOf({ platforms: Object.values(platforms), redisUrl: redis.url, ernieUrl: ernie.url, budget }),
    ...options.settings,
  };
  const stalls = watchStalls();
  const { workers, intakes } = slotsOf(options);
  crew = await startCrew({
    root: options.root,
    logs: options.folder,
    slots: new Map<string, Readonly<Record<string, string>>>([
      ...workers.map(slot => [slot, { ...settings, ROLES: 'worker' }] as const),
      ...intakes.map(slot => [slot, { ...settings, ROLES: 'intake' }] as const),
    ]),
  });
  return {
    ernie,
    platforms,
    redis,
    crew,
    notes,
    budget,
    memoryMs: Number(options.settings?.['CONVERSATION_TTL_MS'] ?? weekMs),
    callers,
    stalls,
    async close() {
      await crew?.dismiss();
      await redis.close();
      await Promise.all(Object.values(platforms).map(platform => platform.close()));
      await ernie.close();
    },
  };
}

import { randomUUID } from 'node:crypto';
import { systemClock } from '../../src/clock.ts';
import { readSettings } from '../../src/config/read.ts';
import { coreShapes } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { openAccept } from '../../src/main/accept.ts';
import { openHouse } from '../../src/main/open-house.ts';
import { openStore } from '../../src/main/store.ts';
import { openTurnTools } from '../../src/main/turn-tools.ts';
import type { Undo } from '../../src/main/undo.ts';
import { startWorker } from '../../src/main/worker.ts';
import { aQuestion, instantModel, instantPlatform, type OnAnswer } from './instant.ts';

export interface InstantBotOptions {
  readonly redisUrl: string;
  readonly onAnswer: OnAnswer;
  /** How long the model takes for an answer; 0 unless told. */
  readonly modelMs?: number;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Everything of a bot but the network: its own intake, mailboxes, queue, permits and turns on a real Redis. */
export interface InstantBot {
  /** Accepts a question, as an intake does. */
  ask(chat: string, id: string): Promise<void>;
  /** Begins to answer. */
  work(): Promise<void>;
}

export async function openInstantBot(options: InstantBotOptions, undo: Undo): Promise<InstantBot> {
  const settings = readSettings(
    {
      REDIS_URL: options.redisUrl,
      ERNIE_API_KEY: 'none',
      ERNIE_SECRET_KEY: 'none',
      MODEL_QPS: '100000',
      CHAT_QUEUE_LIMIT: '100000',
      ...options.settings,
    },
    coreShapes,
  );
  const foundation = { settings, processId: randomUUID(), clock: systemClock, log: silentLog, undo };
  const store = await openStore(settings, '', systemClock, silentLog, undo);
  const house = await openHouse([instantPlatform(options.onAnswer)], { ...foundation, store });
  const accept = openAccept(house);
  return {
    ask: (chat, id) =>
      accept({
        kind: 'message',
        message: aQuestion(chat, id),
        author: 'person',
        address: 'direct',
        content: 'text',
      }),
    async work() {
      const tools = await openTurnTools(settings, {}, systemClock, silentLog, undo);
      const model = instantModel(options.modelMs ?? 0);
      const sources = new Map([['instant', { usual: 'instant', open: () => model }]]);
      const worker = await startWorker(house, () => sources, tools);
      undo.add(() => worker.stop(0));
    },
  };
}

import type { ChatSettings } from '../chat-settings.ts';
import { openAudit } from '../commands/audit.ts';
import { commandRunner } from '../commands/run.ts';
import { finder } from '../commands/table.ts';
import type { StopOrder } from '../conversation/stop.ts';
import { openErrands, startErrandWorker } from '../dispatch/errands.ts';
import { sweeper, sweepForEver } from '../dispatch/sweeper.ts';
import { openTurnQueue } from '../dispatch/turn-queue.ts';
import { startTurnWorker } from '../dispatch/turn-worker.ts';
import { RunningTurns } from '../turn/running.ts';
import { takingTurns } from '../turn.ts';
import type { OfferedFunction, Wording } from '../wording/index.ts';
import { outageAlerting } from './alert.ts';
import { runningErrands } from './errands.ts';
import { functionsIn } from './functions-in.ts';
import type { House } from './house.ts';
import { type OpenSources, openLimitedModels } from './limited-models.ts';
import { turnParts } from './turn-parts.ts';
import type { TurnTools } from './turn-tools.ts';

/** Beside the answers that are being written, turns may wait in line: each can then tell its place. */
const turnsInLine = 1000;

/** The half of the process that answers. */
export interface TurnHalf {
  readonly model: string;
  /** What the model may call in a chat that has its functions. */
  readonly functionsIn: (chat: ChatSettings, wording: Wording) => readonly OfferedFunction[];
  /**
   * Takes no new turns. Those in line go to another process at once, those that answer may finish within the grace;
   * what is left then is handed over too. Resolves when nothing runs any more.
   */
  stop(graceMs: number): Promise<void>;
}

/**
 * Starts turns, errands and the sweeper.
 * @param openSources the models that may answer; they are called within their accounts' limits and the time limits
 */
export async function startWorker(
  house: House,
  openSources: OpenSources,
  tools: TurnTools,
): Promise<TurnHalf> {
  const { settings, store, clock, log, undo } = house;
  const { patient: redis, keys } = store;

  const queue = openTurnQueue(redis, keys);
  undo.add(() => queue.close());
  const errands = openErrands(redis, keys);
  undo.add(() => errands.close());
  const models = openLimitedModels(house, openSources, outageAlerting(house, errands.send));
  const running = new RunningTurns();
  await hearStops(house, running);

  const parts = turnParts(house, models.chosen, tools, running, errands.send);
  const turns = startTurnWorker({
    redis,
    keys,
    queue,
    takeTurn: takingTurns(parts),
    atOnce: settings.MODEL_CONCURRENCY + turnsInLine,
    clock,
    log,
  });
  // A hasty connection gives up what Redis may do all the same: the command would be run, and written down, once more.
  const audit = openAudit(redis, keys);
  const runCommand = commandRunner({ find: finder(house.commands), audit, log });
  const errandWorker = startErrandWorker({
    redis,
    keys,
    run: runningErrands(house, runCommand),
    clock,
    log,
  });
  const sweeping = new AbortController();
  const swept = sweepForEver(sweeper(redis, keys, queue, log), clock, sweeping.signal, log);

  return {
    model: models.usual.name,
    functionsIn: functionsIn(tools.functions, parts),
    async stop(graceMs) {
      sweeping.abort();
      const ended = Promise.all([turns.close(), errandWorker.close(), swept]);
      running.handBack('waiting');
      const grace = new AbortController();
      const late = clock.sleep(graceMs, grace.signal).then(
        () => running.handBack('all'),
        () => {},
      );
      await ended;
      grace.abort();
      await late;
    },
  };
}

/** A stop may be ordered in any process: who makes the answer hears of it. */
async function hearStops({ store: { subscriber, keys } }: House, running: RunningTurns): Promise<void> {
  await subscriber.subscribe(keys.stops);
  subscriber.on('message', (channel: string, text: string) => {
    if (channel !== keys.stops) return;
    const order = JSON.parse(text) as StopOrder;
    running.stop(order.conversation, order.messageKey);
  });
}

import { performance } from 'node:perf_hooks';
import { openChatSettings, parametersFor } from '../chat-settings.ts';
import { openAudit } from '../commands/audit.ts';
import { commandRunner } from '../commands/run.ts';
import { finder } from '../commands/table.ts';
import { beginTurns } from '../conversation/ownership.ts';
import type { StopOrder } from '../conversation/stop.ts';
import { openErrands, startErrandWorker } from '../dispatch/errands.ts';
import { sweeper, sweepForEver } from '../dispatch/sweeper.ts';
import { openTurnQueue } from '../dispatch/turn-queue.ts';
import { startTurnWorker } from '../dispatch/turn-worker.ts';
import { openConnections } from '../generation/http.ts';
import { limited } from '../generation/limited.ts';
import { openPermits } from '../generation/permits.ts';
import type { ModelSettings, ModelWorld } from '../generation/registry.ts';
import { timed } from '../generation/timed.ts';
import { chatKey } from '../message.ts';
import type { Model, ModelParameters } from '../model.ts';
import { countersFor } from '../tally.ts';
import type { LastTurn, TurnParts } from '../turn/parts.ts';
import { RunningTurns } from '../turn/running.ts';
import { takingTurns } from '../turn.ts';
import { alerting } from './alert.ts';
import { runningErrands } from './errands.ts';
import type { House } from './house.ts';
import { buttonTokenOf } from './press.ts';

/** Beside the answers that are being written, turns may wait in line: each can then tell its place. */
const turnsInLine = 1000;

/** The half of the process that answers. */
export interface TurnHalf {
  readonly model: string;
  /**
   * Takes no new turns. Those in line go to another process at once, those that answer may finish within the grace;
   * what is left then is handed over too. Resolves when nothing runs any more.
   */
  stop(graceMs: number): Promise<void>;
}

/**
 * Starts turns, errands and the sweeper.
 * @param openModel the model that answers; it is called within the account's limits and the time limits
 */
export async function startWorker(
  house: House,
  openModel: (settings: ModelSettings, world: ModelWorld) => Model,
): Promise<TurnHalf> {
  const { settings, store, clock, log, wording, metrics, undo, processId } = house;
  const { patient: redis, subscriber, keys } = store;

  const dispatcher = openConnections();
  undo.add(() => dispatcher.close());
  const provider = openModel(settings, { redis, keys, dispatcher, clock, log });
  const permits = openPermits({
    redis,
    subscriber,
    keys,
    processId,
    limits: { qps: settings.MODEL_QPS, rpm: settings.MODEL_RPM, tpm: settings.MODEL_TPM },
    now: () => performance.now(),
    log,
  });
  undo.add(() => permits.close());
  const patience = {
    firstByteMs: settings.MODEL_FIRST_BYTE_TIMEOUT_MS,
    idleMs: settings.MODEL_IDLE_TIMEOUT_MS,
    totalMs: settings.MODEL_TOTAL_TIMEOUT_MS,
  };
  const model = limited(timed(provider, patience, clock), permits, settings.MODEL_CONCURRENCY);

  const queue = openTurnQueue(redis, keys);
  undo.add(() => queue.close());
  const errands = openErrands(redis, keys);
  undo.add(() => errands.close());
  const running = new RunningTurns();
  await subscriber.subscribe(keys.stops);
  subscriber.on('message', (channel: string, text: string) => {
    if (channel !== keys.stops) return;
    const order = JSON.parse(text) as StopOrder;
    running.stop(order.conversation, order.messageKey);
  });

  const chats = openChatSettings(redis, keys);
  const parts: TurnParts = {
    begin: beginTurns(redis, keys, settings.CONVERSATION_TTL_MS),
    platform: name => house.platforms.get(name),
    model,
    running,
    async manner(message) {
      const { persona, parameters } = await chats.read(chatKey(message));
      const system = persona ?? settings.SYSTEM_PROMPT;
      return {
        ...(system ? { system } : {}),
        parameters: parametersFor(defaultParameters(settings), parameters),
      };
    },
    async lastOf(conversation) {
      const text = await redis.get(keys.last(conversation));
      return text === null ? undefined : (JSON.parse(text) as LastTurn);
    },
    buttonToken: buttonTokenOf,
    showLater: ({ messageKey, fence, question }, { target, record, markdown, inMs }) =>
      errands.send(
        `last-state:${messageKey}:${fence}`,
        {
          kind: 'last-state',
          platform: question.message.platform,
          target,
          markdown,
          ...(record ? { record } : {}),
        },
        inMs,
      ),
    alertAdmins: alerting(house, errands.send),
    countersFor: settled => countersFor(settled, keys, settings.TIME_ZONE),
    measure: metrics,
    userHash: hashing(settings),
    wording,
    retryLimits: { attempts: settings.MODEL_RETRY_ATTEMPTS },
    aiLabel: settings.AI_LABEL,
    clock,
    log,
  };

  const turns = startTurnWorker({
    redis,
    keys,
    queue,
    takeTurn: takingTurns(parts),
    atOnce: settings.MODEL_CONCURRENCY + turnsInLine,
    clock,
    log,
  });
  const runCommand = commandRunner({
    find: finder(house.commands),
    audit: openAudit(redis, keys),
    log,
  });
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
    model: provider.name,
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

function defaultParameters(settings: House['settings']): ModelParameters {
  const { MODEL_TEMPERATURE: temperature, MODEL_TOP_P: topP, MODEL_PENALTY_SCORE: penaltyScore } = settings;
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(penaltyScore === undefined ? {} : { penaltyScore }),
  };
}

/** Hashes people with a key that only we have, so that the vendor cannot guess who they are. */
function hashing({ ERNIE_SECRET_KEY, QIANFAN_API_KEY }: House['settings']) {
  const secret = ERNIE_SECRET_KEY ?? QIANFAN_API_KEY;
  return (person: string) => secret?.fingerprint(`person ${person}`) ?? '';
}

import { parametersFor } from '../chat-settings.ts';
import { endingWork } from '../conversation/end-work.ts';
import { beginTurns } from '../conversation/ownership.ts';
import type { SendErrand } from '../errand.ts';
import type { ModelParameters } from '../model.ts';
import { countersFor } from '../tally/counters.ts';
import { readLastTurn } from '../turn/last-turn.ts';
import { offering } from '../turn/offer.ts';
import type { TurnParts } from '../turn/parts.ts';
import type { RunningTurns } from '../turn/running.ts';
import { wordingFor } from '../wording/index.ts';
import { alerting } from './alert.ts';
import type { House } from './house.ts';
import { buttonTokenOf } from './press.ts';
import type { TurnTools } from './turn-tools.ts';

/** What a turn is given of the house. */
export function turnParts(
  house: House,
  modelFor: TurnParts['modelFor'],
  { functions, forbidden }: TurnTools,
  running: RunningTurns,
  sendErrand: SendErrand,
): TurnParts {
  const { settings, store, mailbox, platforms, clock, log, metrics } = house;
  const { patient: redis, keys } = store;
  const endWork = endingWork(redis, keys, mailbox);
  return {
    begin: beginTurns(redis, keys, settings.CONVERSATION_TTL_MS, clock),
    platform: name => platforms.get(name),
    modelFor,
    functions,
    offer: offering(functions, log),
    forbidden,
    running,
    manner({ persona, parameters }) {
      const system = persona ?? settings.SYSTEM_PROMPT;
      return {
        ...(system ? { system } : {}),
        parameters: parametersFor(defaultParameters(settings), parameters),
      };
    },
    lastOf: readLastTurn(redis, keys),
    buttonToken: buttonTokenOf,
    withdrawAll: conversation => endWork(conversation, () => true),
    showLater: ({ messageKey, fence, question }, { target, record, markdown, inMs }) =>
      sendErrand(
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
    alertAdmins: alerting(house, sendErrand),
    countersFor: settled => countersFor(settled, keys, settings.TIME_ZONE, settings.MODEL_PRICES),
    measure: metrics,
    userHash: hashing(settings),
    wordingIn: (locale = settings.LOCALE) => wordingFor(locale),
    retryLimits: { attempts: settings.MODEL_RETRY_ATTEMPTS },
    aiLabel: settings.AI_LABEL,
    showThinking: settings.SHOW_THINKING,
    totalMs: settings.MODEL_TOTAL_TIMEOUT_MS,
    clock,
    log,
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

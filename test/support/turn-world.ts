import { type Clock, systemClock } from '../../src/clock.ts';
import { endingWork } from '../../src/conversation/end-work.ts';
import { type Mailbox, openMailbox } from '../../src/conversation/mailbox.ts';
import { beginTurns } from '../../src/conversation/ownership.ts';
import type { ModelFailure } from '../../src/errors.ts';
import { wordList } from '../../src/generation/word-list.ts';
import { silentLog } from '../../src/log.ts';
import type { IncomingMessage } from '../../src/message.ts';
import { countersFor, type SettledTurn } from '../../src/tally/counters.ts';
import { readLastTurn } from '../../src/turn/last-turn.ts';
import { offering } from '../../src/turn/offer.ts';
import type { LaterState, TurnParts } from '../../src/turn/parts.ts';
import { RunningTurns } from '../../src/turn/running.ts';
import { takingTurns } from '../../src/turn.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { aMessage } from './messages.ts';
import { openPaper, type Paper } from './paper.ts';
import { type ScriptedFunctions, scriptedFunctions } from './scripted-functions.ts';
import { type ScriptedModel, scriptedModel } from './scripted-model.ts';
import type { Space } from './space.ts';

/** A turn with its real Redis, a platform on paper and a model by script. */
export interface TurnWorld {
  readonly paper: Paper;
  readonly model: ScriptedModel;
  readonly functions: ScriptedFunctions;
  /** Every word that may be in no question and no answer. */
  forbid(...words: string[]): void;
  /** Every settled turn, as it is counted. */
  readonly counted: SettledTurn[];
  readonly mailbox: Mailbox;
  readonly running: RunningTurns;
  readonly alerts: ModelFailure[];
  readonly later: LaterState[];
  /** Another process: the same Redis and screen, its own running turns. */
  takeTurn(): Promise<number>;
  ask(text: string, changes?: Partial<IncomingMessage>): Promise<IncomingMessage>;
  retry(changes?: Partial<IncomingMessage>): Promise<void>;
}

export const words = wordingFor('zh-CN');

/** The system's clock, so many times as fast: nobody waits for back-off, and what lasts longer still ends later. */
function fastClock(factor: number): Clock {
  const beganAt = systemClock.now();
  const now = () => beganAt + (systemClock.now() - beganAt) * factor;
  return {
    ...systemClock,
    now,
    async sleep(ms, signal) {
      const until = now() + ms;
      // A timer that comes a millisecond early is `factor` milliseconds early.
      do await systemClock.sleep((until - now()) / factor, signal);
      while (now() < until);
    },
  };
}

export function openTurnWorld(space: Space, changes: Partial<TurnParts> = {}): TurnWorld {
  const { redis, keys } = space;
  const paper = openPaper();
  const model = scriptedModel(['回答。']);
  const functions = scriptedFunctions();
  let forbidden = wordList('');
  const counted: SettledTurn[] = [];
  const running = new RunningTurns();
  const alerts: TurnWorld['alerts'] = [];
  const later: LaterState[] = [];
  const mailbox = openMailbox(redis, keys, { queueLimit: 20, conversationTtlMs: 60_000 });
  const parts: TurnParts = {
    begin: beginTurns(redis, keys, 60_000, systemClock),
    platform: name => (name === paper.name ? paper : undefined),
    modelFor: () => model,
    functions,
    offer: offering(functions, silentLog),
    forbidden: async () => forbidden,
    running,
    manner: ({ parameters }) => ({ parameters }),
    lastOf: readLastTurn(redis, keys),
    buttonToken: () => 'token',
    withdrawAll: conversation => endingWork(redis, keys, mailbox)(conversation, () => true),
    showLater: async (_turn, state) => {
      later.push(state);
    },
    alertAdmins: failure => {
      alerts.push(failure);
    },
    countersFor: settled => {
      counted.push(settled);
      return countersFor(settled, keys, 'Asia/Shanghai');
    },
    measure: {
      turnSettled: () => {},
      firstText: () => {},
      growing: () => {},
      permitWait: () => {},
      modelCall: () => {},
    },
    userHash: person => `hash of ${person}`,
    wordingIn: (locale = 'zh-CN') => wordingFor(locale),
    retryLimits: { attempts: 3 },
    aiLabel: false,
    showThinking: true,
    // A day of the fast clock: a process that stands still for a second or two does not use it up.
    totalMs: 86_400_000,
    clock: fastClock(400),
    log: silentLog,
    ...changes,
  };
  const accept = (message: IncomingMessage, retry: boolean) => mailbox.accept('c', { message, retry });
  return {
    paper,
    model,
    functions,
    forbid(...banned) {
      forbidden = wordList(banned.join('\n'));
    },
    counted,
    mailbox,
    running,
    alerts,
    later,
    takeTurn: () => takingTurns(parts)('c'),
    async ask(text, more = {}) {
      const message = aMessage({ text, ...more });
      await accept(message, false);
      return message;
    },
    async retry(changes = {}) {
      await accept(aMessage({ text: '/retry', ...changes }), true);
    },
  };
}

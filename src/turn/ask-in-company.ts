import { linkedAbort } from '../linked-abort.ts';
import { keepCompany } from '../reply/company.ts';
import type { GrowingReply } from '../reply/growing.ts';
import type { Asking } from './ask.ts';
import type { Generation } from './generation.ts';
import type { Ending } from './outcome.ts';
import type { TurnParts } from './parts.ts';
import type { Spending } from './spent.ts';
import { answerInSteps, type Steps } from './steps.ts';
import { waitingMark } from './waiting-mark.ts';

/** Asks, and shows whoever waits what they wait for until the first text has come. */
export async function askInCompany(
  parts: TurnParts,
  { turn, running, model, wording, onFirstText }: Generation,
  growing: GrowingReply,
  spending: Spending,
  planned: Pick<Steps, 'prompt' | 'room'>,
): Promise<Ending> {
  const { clock, log, retryLimits, measure, functions, totalMs, showThinking } = parts;
  const { signal } = running.abort;
  const unanswered = linkedAbort(signal);
  let words = wording.thinking;
  /** Functions would have to run again, as a cut answer would have to be written, if another process began anew. */
  let functionsRan = false;
  const waiting = waitingMark(turn, running, clock);
  const company = keepCompany(
    turn.waitedMs,
    () => words,
    markdown => growing.notice(markdown),
    clock,
    unanswered.signal,
  );
  const asking: Asking = {
    model,
    growing,
    signal,
    limits: retryLimits,
    clock,
    log,
    onLine: waiting.setSoon,
    onPlace(place) {
      waiting.set();
      running.answering = functionsRan || growing.text !== '';
      words = wording.waiting(place);
    },
    onCall() {
      waiting.clear();
      running.answering = true;
      spending.addCall();
      words = wording.thinking;
    },
    onRetry() {
      waiting.set();
      running.answering = functionsRan || growing.visible !== '';
      words = wording.retrying;
    },
    onThinking(text) {
      if (showThinking) growing.think(text);
    },
    onText() {
      if (unanswered.signal.aborted) return;
      unanswered.end();
      onFirstText();
    },
    onUsage: usage => spending.addUsage(usage),
    onAlert: parts.alertAdmins,
    measure,
  };
  try {
    return await answerInSteps(asking, {
      ...planned,
      since: turn.since,
      totalMs,
      functions,
      wording,
      onFunctions(label) {
        functionsRan = true;
        growing.status(label);
      },
      onForget: banRound =>
        log('model.forget', {
          conversation: turn.conversation,
          model: model.name,
          ...(banRound === undefined ? {} : { banRound }),
        }),
    });
  } finally {
    waiting.clear();
    unanswered.end();
    await company;
  }
}

import type { Clock } from '../clock.ts';
import { afterFailure, type RetryLimits, type Tries } from '../dispatch/retry.ts';
import { ModelFailure } from '../errors.ts';
import type { LimitedModel } from '../generation/limited.ts';
import type { Line } from '../generation/permits/slots.ts';
import type { Log } from '../log.ts';
import type { Prompt } from '../model.ts';
import type { GrowingReply } from '../reply/growing.ts';
import { Interruption } from './interruption.ts';
import type { Ending } from './outcome.ts';
import type { TurnMeasures } from './parts.ts';

export interface Asking {
  readonly model: Pick<LimitedModel, 'stream'>;
  readonly prompt: Prompt;
  readonly growing: GrowingReply;
  /** When the message came to the head of its conversation, ms by Redis's clock. */
  readonly since: number;
  readonly signal: AbortSignal;
  readonly limits: RetryLimits;
  readonly clock: Clock;
  readonly log: Log;
  /** In the line of all processes; 1 is next. */
  readonly onPlace: (place: number) => void;
  /** The call has begun. */
  readonly onCall: () => void;
  /** It failed and will be tried again. */
  readonly onRetry: () => void;
  readonly onText: () => void;
  /** Admins must act. */
  readonly onAlert: (failure: ModelFailure) => void;
  readonly measure: Pick<TurnMeasures, 'permitWait' | 'modelCall'>;
}

/** Asks the model until it has answered, or is not worth asking again. Throws what ended the turn from outside. */
export async function ask(asking: Asking): Promise<Ending> {
  const { growing, since, signal, limits, clock, log, measure } = asking;
  let tries: Tries = { attempts: 0, waitedMs: 0, tokensRefused: 0, breaks: 0 };
  try {
    for (;;) {
      try {
        return await streamOnce(asking, { since, seen: growing.visible !== '' });
      } catch (error) {
        if (signal.aborted || !(error instanceof ModelFailure)) throw error;
        measure.modelCall(error.kind);
        tries = countFailure(tries, error, growing);
        const decision = afterFailure(error, tries, limits, clock.random());
        const { kind, code } = error;
        if (decision.kind === 'give-up') {
          log('model.failed', { kind, code, attempt: tries.attempts, error });
          if (decision.alert) asking.onAlert(error);
          return lastWord(error, growing);
        }
        log('model.failed', { kind, code, attempt: tries.attempts, retryInMs: decision.inMs, error });
        asking.onRetry();
        tries = { ...tries, waitedMs: tries.waitedMs + decision.inMs };
        await clock.sleep(decision.inMs, signal);
        growing.restart();
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    const { reason } = signal;
    if (reason instanceof Interruption && reason.kind === 'stopped') {
      return { kind: 'stopped', text: growing.visible };
    }
    throw reason;
  }
}

/** One call: its text goes into the growing reply. */
async function streamOnce(asking: Asking, line: Line): Promise<Ending> {
  const { model, prompt, growing, signal, clock, measure } = asking;
  const enteredAt = clock.now();
  for await (const chunk of model.stream(prompt, line, signal)) {
    switch (chunk.kind) {
      case 'waiting':
        asking.onPlace(chunk.place);
        break;
      case 'begun':
        measure.permitWait(clock.now() - enteredAt);
        asking.onCall();
        break;
      case 'text':
        growing.append(chunk.text);
        asking.onText();
        break;
      case 'end': {
        measure.modelCall('ok');
        const usage = chunk.usage ? { usage: chunk.usage } : {};
        if (chunk.forget) return { kind: 'cleared', ...usage };
        return { kind: 'answered', text: growing.text, truncated: chunk.truncated, ...usage };
      }
    }
  }
  throw new ModelFailure('broken', 'The stream ended without its last chunk.');
}

/** A refused access token does not use up an attempt; a break counts once text is visible. */
function countFailure(tries: Tries, failure: ModelFailure, growing: GrowingReply): Tries {
  if (failure.kind === 'token') return { ...tries, tokensRefused: tries.tokensRefused + 1 };
  const broke = growing.text !== '' && growing.visible !== '';
  return {
    ...tries,
    attempts: tries.attempts + 1,
    tokensRefused: 0,
    breaks: tries.breaks + (broke ? 1 : 0),
  };
}

/** What is left when the model is not asked again: the text that people see, marked as cut, or words. */
function lastWord(failure: ModelFailure, growing: GrowingReply): Ending {
  const { text, visible } = growing;
  if (visible === '') return { kind: 'failed', failure: failure.kind };
  return { kind: 'cut', text: text.length > visible.length ? text : visible };
}

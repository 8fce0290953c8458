import type { Clock } from '../clock.ts';
import { afterFailure, type RetryLimits, type Tries } from '../dispatch/retry.ts';
import { ModelFailure } from '../errors.ts';
import type { LimitedModel } from '../generation/limited.ts';
import type { Line } from '../generation/permits/slots.ts';
import type { Log } from '../log.ts';
import type { Chunk, FunctionCall, Prompt, Usage } from '../model.ts';
import type { GrowingReply } from '../reply/growing.ts';
import type { TurnMeasures } from './parts.ts';

/** What one call of the model takes, and who hears of it. */
export interface Asking {
  readonly model: Pick<LimitedModel, 'stream'>;
  readonly growing: GrowingReply;
  readonly signal: AbortSignal;
  readonly limits: RetryLimits;
  readonly clock: Clock;
  readonly log: Log;
  /** It is about to stand in line, be it for a moment. */
  readonly onLine: () => void;
  /** In the line of all processes; 1 is next. */
  readonly onPlace: (place: number) => void;
  /** The call has begun. */
  readonly onCall: () => void;
  /** It failed and will be tried again. */
  readonly onRetry: () => void;
  readonly onThinking: (text: string) => void;
  readonly onText: () => void;
  /** A call has answered. */
  readonly onUsage: (usage: Usage) => void;
  /** Admins must act. */
  readonly onAlert: (failure: ModelFailure) => void;
  readonly measure: Pick<TurnMeasures, 'permitWait' | 'modelCall'>;
}

type End = Extract<Chunk, { kind: 'end' }>;

/** How one question to the model ended. What it wrote is in the growing reply. */
export type Asked =
  | { readonly kind: 'written'; readonly truncated: boolean }
  | { readonly kind: 'calls'; readonly calls: readonly FunctionCall[] }
  | { readonly kind: 'forget'; readonly end: End }
  | { readonly kind: 'failed'; readonly failure: ModelFailure };

/** Asks the model until it has answered, or is not worth asking again. Throws what ended the turn from outside. */
export async function ask(asking: Asking, prompt: Prompt, line: Line): Promise<Asked> {
  const { growing, signal, limits, clock, log, measure } = asking;
  let tries: Tries = { attempts: 0, waitedMs: 0, tokensRefused: 0, breaks: 0 };
  for (;;) {
    try {
      const seen = line.seen || growing.visible !== '';
      return await streamOnce(asking, prompt, { ...line, seen });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ModelFailure)) throw error;
      measure.modelCall(error.kind);
      tries = countFailure(tries, error, growing);
      const decision = afterFailure(error, tries, limits, clock.random());
      const { kind, code } = error;
      if (decision.kind === 'give-up') {
        log('model.failed', { kind, code, attempt: tries.attempts, error });
        if (decision.alert) asking.onAlert(error);
        return { kind: 'failed', failure: error };
      }
      log('model.failed', { kind, code, attempt: tries.attempts, retryInMs: decision.inMs, error });
      asking.onRetry();
      tries = { ...tries, waitedMs: tries.waitedMs + decision.inMs };
      await clock.sleep(decision.inMs, signal);
      growing.restart();
    }
  }
}

/** One call: its text goes into the growing reply. */
async function streamOnce(asking: Asking, prompt: Prompt, line: Line): Promise<Asked> {
  const { model, growing, signal, clock, measure } = asking;
  const enteredAt = clock.now();
  asking.onLine();
  let calls: readonly FunctionCall[] = [];
  for await (const chunk of model.stream(prompt, line, signal)) {
    switch (chunk.kind) {
      case 'waiting':
        asking.onPlace(chunk.place);
        break;
      case 'begun':
        measure.permitWait(clock.now() - enteredAt);
        asking.onCall();
        break;
      case 'thinking':
        asking.onThinking(chunk.text);
        break;
      case 'text':
        growing.append(chunk.text);
        asking.onText();
        break;
      case 'calls':
        calls = chunk.calls;
        break;
      case 'end':
        measure.modelCall('ok');
        if (chunk.usage) asking.onUsage(chunk.usage);
        if (chunk.forget) return { kind: 'forget', end: chunk };
        return calls.length > 0 ? { kind: 'calls', calls } : { kind: 'written', truncated: chunk.truncated };
    }
  }
  throw new ModelFailure('broken', 'The stream ended without its last chunk.');
}

/** A refused access token does not use up an attempt; a break counts once text is visible. */
function countFailure(tries: Tries, failure: ModelFailure, growing: GrowingReply): Tries {
  if (failure.kind === 'token') return { ...tries, tokensRefused: tries.tokensRefused + 1 };
  const broke = growing.fresh !== '' && growing.visible !== '';
  return {
    ...tries,
    attempts: tries.attempts + 1,
    tokensRefused: 0,
    breaks: tries.breaks + (broke ? 1 : 0),
  };
}

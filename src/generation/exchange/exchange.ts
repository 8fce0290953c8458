import type { Dispatcher } from 'undici';
import type { ModelFailure, ModelFailureKind } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Chunk, WayOut } from '../../model.ts';
import type { OnLimits } from '../vendor-limits.ts';
import { chunks, type Part } from './chunks.ts';
import { frames } from './frames.ts';
import { post, type Response } from './http.ts';
import { limitsIn } from './limit-headers.ts';
import { failureOf, type Refusal, refusalOfStatus } from './refusal.ts';

/** How a vendor's answers are to be understood. */
export interface Dialect {
  readonly vendor: string;
  /** A frame that carries a part of the answer; else `undefined`. */
  part(value: unknown): Part | undefined;
  /** A frame that refuses the call; else `undefined`. */
  refusal(value: unknown, status: number): Refusal | undefined;
  /** What an admin can do, by kind of failure. */
  readonly advice: Partial<Record<ModelFailureKind, string>>;
}

export interface Call {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
  /** Values that go out with the call and may not come back in an error. */
  readonly secrets: readonly string[];
  /** What people said: it may not either. */
  readonly said: readonly string[];
}

export interface Transport {
  readonly dispatcher: Dispatcher;
  readonly log: Log;
  /** The model's name, for the log. */
  readonly model: string;
  /** See `Model.stream`. */
  readonly wayOut?: WayOut | undefined;
  readonly onLimits?: OnLimits | undefined;
}

/** One call and its answer, streamed or not. Throws `ModelFailure`, or the signal's reason. */
export async function* exchange(
  call: Call,
  dialect: Dialect,
  transport: Transport,
  signal: AbortSignal,
): AsyncGenerator<Chunk, void, undefined> {
  const response = await post(transport.dispatcher, call, signal, transport.wayOut);
  const limits = limitsIn(response.headers);
  if (limits) transport.onLimits?.(limits);
  const failure = (refusal: Refusal) =>
    failureOf(refusal, { ...dialect, ...call, headers: response.headers });
  const read = (value: unknown) => {
    const refusal = dialect.refusal(value, response.status);
    if (refusal) throw failure(refusal);
    return dialect.part(value);
  };
  const skipped = (count: number) => transport.log('model.frame-skipped', { model: transport.model, count });

  let complete = false;
  try {
    if (response.status < 200 || response.status > 299) throw await refused(response, dialect, failure);
    for await (const chunk of chunks(frames(response.bytes), read, skipped)) {
      complete = chunk.kind === 'end';
      yield chunk;
    }
  } finally {
    response.release(complete);
  }
}

/** An answer with an error's status: by its body, where the vendor wrote it; by its status, where a gateway did. */
async function refused(
  response: Response,
  dialect: Dialect,
  failure: (refusal: Refusal) => ModelFailure,
): Promise<ModelFailure> {
  for await (const frame of frames(response.bytes)) {
    const refusal = 'value' in frame ? dialect.refusal(frame.value, response.status) : undefined;
    if (refusal) return failure(refusal);
  }
  return failure(refusalOfStatus(response.status));
}

import type { Provider } from './vocabulary.ts';

/** A chat call as the simulator saw it. Times are milliseconds since 1970 with fractions, from a monotonic clock. */
export interface Call {
  /** The id that its answer carries, `as-1` for the first call. */
  readonly id: string;
  /** When it arrived. */
  readonly time: number;
  readonly provider: Provider;
  /** The caller's, which tells its process. */
  readonly port: number;
  /** The parsed body; the text itself where it is not JSON; undefined until it has come. */
  readonly body: unknown;
  /** `ok`, or the code that was answered (`18`, `rpm_rate_limit_exceeded`, `http-502`); `cut` by the watch; `pending` until that is known. */
  readonly outcome: string;
  /** The fault that it met. */
  readonly fault: string | undefined;
  /** When the reply was complete, or the caller gone. */
  readonly endedAt: number | undefined;
  /** Whether the caller hung up before the reply was complete. */
  readonly aborted: boolean;
}

/** A call that is not over yet. */
export type RunningCall = { -readonly [Key in keyof Call]: Call[Key] };

/** A call that arrived at `time` from `port`, the `number`th. */
export function beginCall(provider: Provider, number: number, time: number, port: number): RunningCall {
  return {
    id: `as-${number}`,
    time,
    provider,
    port,
    body: undefined,
    outcome: 'pending',
    fault: undefined,
    endedAt: undefined,
    aborted: false,
  };
}

import type { Answer, Dialect, Reply, Step } from './vocabulary.ts';

/** What a fault that disturbs the wire may know. */
export interface WireContext {
  /** How many events carry half of the text (or of a function call), rounded down; 0 for a sync reply. */
  readonly half: number;
  /** Pause before each event, milliseconds. */
  readonly paceMs: number;
  /** An internal error as this API writes it, JSON. */
  readonly trouble: string;
}

/** Something that goes wrong on demand, by the place where it does. */
export type Fault = {
  /** A line for people. */
  readonly summary: string;
  /** Which calls it waits for; unset: any chat call. */
  readonly only?: 'ernie' | 'qianfan' | 'token';
} & (
  | { readonly kind: 'reply'; readonly reply: (dialect: Dialect) => Reply; readonly expiresTokens?: true }
  | { readonly kind: 'answer'; readonly change: (answer: Answer) => Answer }
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'wire'; readonly steps: (frames: readonly string[], context: WireContext) => Step[] }
);

/** How many writes a platform bears: shared by all processes, by Redis's clock. */

/** `growing`: one more state of a text that grows; `landing`: a first message, a last state, a command's answer. */
export type WriteKind = 'growing' | 'landing';

/** At most `limit` writes in any `perMs` milliseconds within one scope. */
export interface WriteWindow {
  /** What is limited: the bot, a chat, a card. `telegram:bot`, `telegram:chat:-100123`. */
  readonly scope: string;
  readonly limit: number;
  readonly perMs: number;
}

export interface WriteBudget {
  /** Takes one write from every window, or from none. @returns 0 when taken, else milliseconds after which to ask again. */
  take(windows: readonly WriteWindow[]): Promise<number>;
  /** The platform refused: nobody writes in this scope for `ms` milliseconds. */
  block(scope: string, ms: number): Promise<void>;
}

import { Interruption } from './interruption.ts';

/** One turn that runs in this process. */
export interface RunningTurn {
  readonly messageKey: string;
  readonly abort: AbortController;
  /** Whether the model is answering it; before that, it can be handed back at no cost. */
  answering: boolean;
}

/** Orders remembered: one may come while its turn is being begun. */
const ordersKept = 1000;

/** The turns that run in this process, by conversation: how a stop, or the end of the process, reaches them. */
export class RunningTurns {
  readonly #turns = new Map<string, RunningTurn>();
  /** Keys of the messages whose answers were ordered to stop lately, oldest first. */
  readonly #ordered = new Set<string>();

  add(conversation: string, turn: RunningTurn): void {
    this.#turns.set(conversation, turn);
    if (this.#ordered.has(turn.messageKey)) this.stop(conversation, turn.messageKey);
  }

  remove(conversation: string, turn: RunningTurn): void {
    if (this.#turns.get(conversation) === turn) this.#turns.delete(conversation);
  }

  /** Ends the answer to one message, if it is made here. */
  stop(conversation: string, messageKey: string): void {
    this.#ordered.add(messageKey);
    for (const oldest of this.#ordered) {
      if (this.#ordered.size <= ordersKept) break;
      this.#ordered.delete(oldest);
    }
    const turn = this.#turns.get(conversation);
    if (turn?.messageKey === messageKey) turn.abort.abort(new Interruption('stopped'));
  }

  /** Hands turns to another process: those still in line, or all. */
  handBack(which: 'waiting' | 'all'): void {
    for (const turn of this.#turns.values()) {
      if (which === 'all' || !turn.answering) turn.abort.abort(new Interruption('handed-back'));
    }
  }
}

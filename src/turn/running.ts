import { Interruption } from './interruption.ts';

/** One turn that runs in this process. */
export interface RunningTurn {
  readonly messageKey: string;
  readonly abort: AbortController;
  /** Whether the model is answering it; before that, it can be handed back at no cost. */
  answering: boolean;
}

/** The turns that run in this process, by conversation: how a stop, or the end of the process, reaches them. */
export class RunningTurns {
  readonly #turns = new Map<string, RunningTurn>();

  add(conversation: string, turn: RunningTurn): void {
    this.#turns.set(conversation, turn);
  }

  remove(conversation: string, turn: RunningTurn): void {
    if (this.#turns.get(conversation) === turn) this.#turns.delete(conversation);
  }

  /** Ends the answer to one message, if it is made here. */
  stop(conversation: string, messageKey: string): void {
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

/** What a person sees after pressing a button; `answered` is false when the bot let the deadline pass. */
export interface PressAnswer {
  readonly answered: boolean;
  readonly text?: string;
  readonly alert?: boolean;
}

/** Button presses that wait for `answerCallbackQuery`. */
export class Callbacks {
  readonly #deadlineMs: number;
  readonly #waiting = new Map<string, (answer: PressAnswer) => void>();
  #count = 0;

  constructor(deadlineMs: number) {
    this.#deadlineMs = deadlineMs;
  }

  /** A new press: its query id, and what comes back. */
  open(): { id: string; answer: Promise<PressAnswer> } {
    const id = String(++this.#count);
    const answer = new Promise<PressAnswer>(resolve => {
      const deadline = setTimeout(() => this.answer(id, { answered: false }), this.#deadlineMs);
      this.#waiting.set(id, answer => {
        clearTimeout(deadline);
        resolve(answer);
      });
    });
    return { id, answer };
  }

  /** False when nobody waits for this answer any more. */
  answer(id: string, answer: PressAnswer): boolean {
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(answer);
    return resolve !== undefined;
  }

  close(): void {
    for (const id of [...this.#waiting.keys()]) this.answer(id, { answered: false });
  }
}

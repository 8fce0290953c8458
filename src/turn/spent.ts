import type { Usage } from '../model.ts';

/** What the model's calls of one turn took together. */
export interface Spent {
  /** The model's name. */
  readonly model: string;
  /** Calls that began, also those that failed. */
  readonly calls: number;
  /** Of the calls that told it; absent where none did. */
  readonly usage?: Usage;
}

/** Adds up what a turn takes. */
export class Spending {
  readonly #model: string;
  #calls = 0;
  #usage: Usage | undefined;

  constructor(model: string) {
    this.#model = model;
  }

  addCall(): void {
    this.#calls += 1;
  }

  addUsage({ promptTokens, completionTokens }: Usage): void {
    const before = this.#usage ?? { promptTokens: 0, completionTokens: 0 };
    this.#usage = {
      promptTokens: before.promptTokens + promptTokens,
      completionTokens: before.completionTokens + completionTokens,
    };
  }

  get total(): Spent {
    return { model: this.#model, calls: this.#calls, ...(this.#usage ? { usage: this.#usage } : {}) };
  }
}

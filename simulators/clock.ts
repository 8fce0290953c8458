import { EventEmitter } from 'node:events';

/** A simulator's time: the machine's, to the microsecond and never going back, and as far ahead as it was moved. */
export class Clock {
  readonly #moves = new EventEmitter().setMaxListeners(0);
  #aheadMs = 0;

  /** ms since the epoch. */
  readonly now = (): number => performance.timeOrigin + performance.now() + this.#aheadMs;

  advance(ms: number): void {
    this.#aheadMs += ms;
    this.#moves.emit('move');
  }

  /** Resolves at `time`, which `advance` brings nearer, or when `signal` ends it. Keeps no process alive. */
  until(time: number, signal?: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      let timer: NodeJS.Timeout | undefined;
      const look = () => {
        clearTimeout(timer);
        const leftMs = signal?.aborted ? 0 : time - this.now();
        if (leftMs > 0) {
          timer = setTimeout(look, leftMs).unref();
          return;
        }
        this.#moves.off('move', look);
        signal?.removeEventListener('abort', look);
        resolve();
      };
      this.#moves.on('move', look);
      signal?.addEventListener('abort', look);
      look();
    });
  }
}

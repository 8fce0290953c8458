import { EventEmitter, once } from 'node:events';

/** A line that a bot logged, or wrote otherwise: then `event` is empty. */
export interface Entry {
  readonly pid: number;
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly line: string;
}

/** How many lines are remembered. */
const remembered = 2000;

/** What the bots of the demo log, as it comes. */
export class Journal {
  readonly #entries: Entry[] = [];
  readonly #news = new EventEmitter().setMaxListeners(0);

  add(pid: number, line: string): void {
    const fields = fieldsOf(line);
    this.#entries.push({ pid, event: String(fields['event'] ?? ''), fields, line });
    if (this.#entries.length > remembered) this.#entries.shift();
    this.#news.emit('line');
  }

  find(wanted: (entry: Entry) => boolean): Entry | undefined {
    return this.#entries.findLast(wanted);
  }

  /** The first entry that is wanted, now or when it comes. Rejects when the signal is aborted. */
  async waitFor(wanted: (entry: Entry) => boolean, signal: AbortSignal): Promise<Entry> {
    for (;;) {
      const found = this.find(wanted);
      if (found) return found;
      await once(this.#news, 'line', { signal });
    }
  }

  /** The last warnings and errors of all processes. */
  troubles(count: number): readonly string[] {
    const harmless = ['debug', 'info'];
    const troubles = this.#entries.filter(({ fields }) => !harmless.includes(String(fields['level'])));
    return troubles.slice(-count).map(({ line }) => line);
  }

  /** The last lines of one process that a person should read. */
  lastWords(pid: number, count: number): readonly string[] {
    const telling = this.#entries.filter(entry => entry.pid === pid && entry.fields['level'] !== 'debug');
    return telling.slice(-count).map(({ line }) => line);
  }
}

function fieldsOf(line: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

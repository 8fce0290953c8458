import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One line of a bot's log. */
export interface LogLine {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** A real process of the bot, as `npm start` runs it. */
export class BotProcess {
  readonly child: ChildProcess;
  readonly log: LogLine[] = [];
  /** What it wrote beside its log. */
  errors = '';
  #rest = '';
  /** After its exit, once all that it wrote is here. */
  readonly #closed: Promise<unknown>;

  constructor(settings: Readonly<Record<string, string>>) {
    const environment = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
    this.child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', 'start'], {
      cwd: root,
      env: { ...environment, HTTP_PORT: '0', LOG_LEVEL: 'debug', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#closed = once(this.child, 'close');
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.errors += text;
    });
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.log.push(JSON.parse(line) as LogLine);
  }

  /** The first line of this event, if it was logged. */
  logged(event: string): LogLine | undefined {
    return this.log.find(line => line.event === event);
  }

  get port(): number {
    return Number(this.logged('process.started')?.['port']);
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Resolves with the exit code, once its log is whole; `null` when a signal ended it. */
  async ended(): Promise<number | null> {
    await this.#closed;
    return this.child.exitCode;
  }
}

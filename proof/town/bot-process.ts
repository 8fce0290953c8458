import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Ends } from './connection.ts';

/** One life of a process of the bot, as `npm start` runs it. */
export interface BotProcess {
  /** `worker-2.5`: its slot, and which life it is. */
  readonly name: string;
  readonly pid: number;
  readonly isAlive: boolean;
  /** Ends it at once; resolves when it is gone. */
  kill(): Promise<void>;
  /** Tells it to stop, and waits until it has. @returns the exit code */
  stop(): Promise<number | null>;
  /** Stops it for so long; whoever is killed meanwhile stays dead. */
  freeze(ms: number): Promise<void>;
  jumpClock(byMs: number): void;
}

export interface Start {
  readonly name: string;
  /** The folder that has `src` and `adapters`; mutants have folders of their own. */
  readonly root: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Its log is kept here, as `<name>.log`. */
  readonly logs: string;
  /** Told of each connection that it opens. */
  readonly onConnection: (ends: Ends) => void;
  /** Told once, when it is gone. */
  readonly onExit: (how: { readonly isExpected: boolean; readonly told: string }) => void;
}

/** A bot is up within this, on a machine where much is going on. */
const startMs = 60_000;

/** Starts a process. @returns it, and when it has begun to work; a process that ended before never does */
export function startBot({ name, root, settings, logs, onConnection, onExit }: Start): BotProcess & {
  readonly started: Promise<void>;
} {
  const inside = fileURLToPath(new URL('./inside.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), '--import', inside, join(root, 'src/cli.ts'), 'start'],
    {
      // Not in the repository, whose `.env` would be read.
      cwd: tmpdir(),
      env: { PATH: process.env['PATH'] ?? '', HTTP_PORT: '0', LOG_LEVEL: 'info', ...settings },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  const log = createWriteStream(join(logs, `${name}.log`));
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  child.once('close', () => log.end());
  child.on('message', onConnection);
  let isExpected = false;
  child.once('exit', (code, signal) =>
    onExit({ isExpected: isExpected && (signal !== null || code === 0), told: signal ?? `code ${code}` }),
  );
  // A message that finds nobody any more.
  child.on('error', () => {});
  const started = new Promise<void>(resolve => {
    child.stdout?.on('data', (data: Buffer) => {
      if (data.includes('"process.started"')) resolve();
    });
    child.once('exit', () => resolve());
    setTimeout(resolve, startMs).unref();
  });
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  return {
    name,
    started,
    pid: child.pid ?? 0,
    get isAlive() {
      return isAlive();
    },
    async kill() {
      isExpected = true;
      child.kill('SIGKILL');
      await gone(child);
    },
    async stop() {
      isExpected = true;
      child.kill('SIGTERM');
      await gone(child);
      return child.exitCode;
    },
    async freeze(ms) {
      child.kill('SIGSTOP');
      await delay(ms);
      child.kill('SIGCONT');
    },
    jumpClock(byMs) {
      if (isAlive()) child.send({ jumpMs: byMs }, () => {});
    },
  };
}

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

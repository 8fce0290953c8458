import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { probe, singleUse } from './probe.ts';

/** How often a starting server is asked, and how long it may answer nothing at all. Measured: ready in 19–61 ms. */
const pollMs = 20;
const startMs = 15_000;
/** How long a graceful SHUTDOWN may take before the process is killed: it writes the append-only file. */
const shutdownMs = 10_000;

/** What to start and where. */
export interface ServerProcess {
  /** Path of `redis-server` or `valkey-server`. */
  readonly program: string;
  readonly dataDir: string;
  readonly url: string;
  /** Lines that tell where it listens. */
  readonly lines: readonly string[];
}

/**
 * Starts the server and resolves with its process id when it answers. It leads a process group of its own, so that a
 * Ctrl-C in the terminal reaches the bot alone, which still needs Redis to stop in order. The configuration goes
 * through standard input, for arguments are seen by every user of the machine.
 */
export async function launch(server: ServerProcess, clock: Clock): Promise<number> {
  const child = spawn(server.program, ['-'], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  let exited = false;
  child.once('exit', () => {
    exited = true;
  });
  child.once('error', () => {
    exited = true;
  });
  child.unref();
  child.stdin.on('error', () => {}); // told by the exit
  child.stdin.end(configuration(server));
  const deadline = clock.now() + startMs;
  for (;;) {
    const found = await probe(server.url);
    if (found.kind === 'ready') return found.pid;
    if (exited || (found.kind === 'nobody' && clock.now() > deadline))
      throw new Error(`${server.program} did not start. ${await lastWords(server.dataDir)}`);
    await clock.sleep(pollMs);
  }
}

/** Lets the server write everything and go; kills it when it does not. */
export async function shutDown(url: string, pid: number, clock: Clock): Promise<void> {
  const redis = singleUse(url);
  const closed = new Promise<'closed'>(resolve => redis.once('close', () => resolve('closed')));
  try {
    await redis.connect();
  } catch {
    return; // it is gone already
  }
  redis.shutdown().catch(() => {}); // it answers by closing the connection
  const waiting = new AbortController();
  const late = clock.sleep(shutdownMs, waiting.signal).then(
    () => 'late' as const,
    () => 'closed' as const,
  );
  const outcome = await Promise.race([closed, late]);
  waiting.abort();
  redis.disconnect();
  if (outcome === 'late') process.kill(pid, 'SIGKILL');
}

/** Everything survives a killed process; a power cut may take the last second. BullMQ needs `noeviction`. */
function configuration({ dataDir, lines }: ServerProcess): string {
  return [
    ...lines,
    `dir ${JSON.stringify(dataDir)}`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'logfile redis.log',
    'loglevel warning',
    '',
  ].join('\n');
}

async function lastWords(dataDir: string): Promise<string> {
  const file = join(dataDir, 'redis.log');
  const lines = await readFile(file, 'utf8').catch(() => '');
  return `${lines.trim().split('\n').at(-1) ?? ''} (${file})`.trim();
}

import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface BacklogOptions {
  readonly redisUrl: string;
  readonly qps: number;
  /** Processes that begin calls, each with its share of two seconds' worth of waiters. */
  readonly processes: number;
  readonly seconds: number;
  /** Five times a second every process stops for so long. */
  readonly stumbleMs?: number;
}

export interface Backlog {
  /** When calls began in any of the processes: ascending, microseconds. */
  readonly starts: readonly number[];
  /** By how much any of them may have been told too late, microseconds: that long a process stood still. */
  readonly lateUs: number;
}

/** Real processes in backlog on one budget; all of them are killed at the end. */
export async function backlog(options: BacklogOptions): Promise<Backlog> {
  const { redisUrl, qps, processes, seconds, stumbleMs = 0 } = options;
  const prefix = `backlog-${randomUUID()}`;
  const waiters = Math.ceil((2 * qps) / processes);
  const starts: number[] = [];
  let lateUs = 0;
  const note = (line: string) => {
    const [start = 0, late = 0] = line.split(' ').map(Number);
    starts.push(start);
    lateUs = Math.max(lateUs, late);
  };
  const children = Array.from({ length: processes }, (_, index) =>
    startProcess([redisUrl, prefix, `p${index}`, qps, waiters, stumbleMs]),
  );
  await Promise.all(children.map(child => listen(child, note)));
  for (const child of children) child.stdin?.write('go\n');
  await new Promise(resolve => setTimeout(resolve, seconds * 1000));
  await Promise.all(children.map(killed));
  return { starts: starts.sort((a, b) => a - b), lateUs };
}

function startProcess(args: readonly (string | number)[]): ChildProcess {
  const file = fileURLToPath(new URL('./backlog-process.ts', import.meta.url));
  return spawn(process.execPath, ['--import', 'tsx', file, ...args.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** Resolves once the child is ready. */
async function listen(child: ChildProcess, onStart: (line: string) => void): Promise<void> {
  if (!child.stdout) throw new Error('The child has no output.');
  const lines = createInterface({ input: child.stdout });
  await once(lines, 'line');
  lines.on('line', onStart);
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'close');
}

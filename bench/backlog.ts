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

/**
 * Real processes in backlog on one budget; all of them are killed at the end.
 * @returns when calls began in any of them: ascending, microseconds
 */
export async function backlog(options: BacklogOptions): Promise<number[]> {
  const { redisUrl, qps, processes, seconds, stumbleMs = 0 } = options;
  const prefix = `backlog-${randomUUID()}`;
  const waiters = Math.ceil((2 * qps) / processes);
  const starts: number[] = [];
  const children = Array.from({ length: processes }, (_, index) =>
    startProcess([redisUrl, prefix, `p${index}`, qps, waiters, stumbleMs]),
  );
  await Promise.all(children.map(child => listen(child, start => starts.push(start))));
  for (const child of children) child.stdin?.write('go\n');
  await new Promise(resolve => setTimeout(resolve, seconds * 1000));
  await Promise.all(children.map(killed));
  return starts.sort((a, b) => a - b);
}

function startProcess(args: readonly (string | number)[]): ChildProcess {
  const file = fileURLToPath(new URL('./backlog-process.ts', import.meta.url));
  return spawn(process.execPath, ['--import', 'tsx', file, ...args.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** Resolves once the child is ready. */
async function listen(child: ChildProcess, onStart: (start: number) => void): Promise<void> {
  if (!child.stdout) throw new Error('The child has no output.');
  const lines = createInterface({ input: child.stdout });
  await once(lines, 'line');
  lines.on('line', line => onStart(Number(line)));
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'close');
}

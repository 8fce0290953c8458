import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { residentMB } from '../../bench/support/resident-mb.ts';

/** A bot's process. */
export interface BotProcess {
  /** Ends it at once, as `kill -9` does. */
  kill(): Promise<void>;
  /** What it holds of the machine's memory, in MB. */
  memory(): Promise<number>;
}

/** How a bot is started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
  /** Whether this line of its output says that it runs. */
  isReady(line: string): boolean;
}

/** Starts a bot with these settings and no others; resolves when it says that it runs. */
export async function startProcess({ file, args, settings, isReady }: Command): Promise<BotProcess> {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), file, ...args], {
    cwd: tmpdir(), // not in the repository, whose `.env` would be read
    env: settings,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close');
  const orphaned = () => void child.kill('SIGKILL');
  process.once('exit', orphaned);
  void ended.then(() => process.off('exit', orphaned));
  await new Promise<void>((resolve, reject) => {
    child.once('close', code => reject(new Error(`The bot ended with code ${code}.`)));
    createInterface({ input: child.stdout }).on('line', line => isReady(line) && resolve());
  });
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    memory: () => residentMB(child.pid ?? 0),
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../src/config/read.ts';
import type { Journal } from './journal.ts';

/** The real bot, in a process of its own. */
export interface Bot {
  readonly pid: number;
  /** Resolves when it has ended: with its exit code, or undefined where a signal ended it. */
  readonly ended: Promise<number | undefined>;
  /** Whether it was told to end. */
  readonly dismissed: boolean;
  /** `SIGTERM`: it leaves in order; `SIGKILL`: it is gone. Resolves as `ended`. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | undefined>;
}

/** A bot ended that nobody had told to. */
export class BotDied extends Error {
  override readonly name = 'BotDied';

  /** @param lastWords the last lines of its log */
  constructor(pid: number, lastWords: readonly string[]) {
    super([`The bot (process ${pid}) ended by itself. Its last words:`, ...lastWords].join('\n  '));
  }
}

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const wordsKept = 6;

/**
 * Starts a bot and resolves once it runs; throws `BotDied` when it does not come to that. It works in `directory`, so
 * that it finds no `.env`, and leads a process group, so that a Ctrl-C reaches the demo alone.
 * @param env its whole environment
 */
export async function startBot(env: Environment, directory: string, journal: Journal): Promise<Bot> {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), cli, 'start'], {
    cwd: directory,
    env: env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = endOf(child);
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', line => journal.add(pid, line));
  const orphaned = () => void child.kill('SIGKILL');
  process.once('exit', orphaned);
  ended.finally(() => process.off('exit', orphaned));

  let dismissed = false;
  const waiting = new AbortController();
  const runs = journal.waitFor(
    entry => entry.pid === pid && entry.event === 'process.started',
    waiting.signal,
  );
  await Promise.race([runs, ended]);
  waiting.abort();
  if (child.exitCode !== null || child.signalCode !== null) {
    throw new BotDied(pid, journal.lastWords(pid, wordsKept));
  }
  return {
    pid,
    ended,
    get dismissed() {
      return dismissed;
    },
    end(signal) {
      dismissed = true;
      child.kill(signal);
      return ended;
    },
  };
}

/** Rejects with `BotDied` when the bot ends without having been told to. */
export async function untilDead(bot: Bot, journal: Journal): Promise<never> {
  await bot.ended;
  if (bot.dismissed) return new Promise<never>(() => {});
  throw new BotDied(bot.pid, journal.lastWords(bot.pid, wordsKept));
}

async function endOf(child: ChildProcess): Promise<number | undefined> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? undefined;
}

import { randomBytes } from 'node:crypto';
import type { ErnieSimulator } from '../simulators/ernie/index.ts';
import type { Environment } from '../src/config/read.ts';
import type { Undo } from '../src/main/undo.ts';
import type { Bot } from './bot.ts';
import { serveFaults } from './faults.ts';
import type { Journal } from './journal.ts';

/** The bot in two processes: one hears people and serves the console, one answers and can be killed from there. */
export interface ConsoleStage {
  readonly bots: readonly Bot[];
  /** Opens the console; it carries the token. */
  readonly link: string;
}

/** What the processes with a console need. */
export interface ConsoleParts {
  readonly settings: Environment;
  readonly start: (settings: Environment) => Promise<Bot>;
  /** Undefined where the model is a real one: it cannot be made to fail. */
  readonly ernie: ErnieSimulator | undefined;
  readonly journal: Journal;
}

/** So that the dashboard has something to count: yuan for 1,000 tokens. */
const prices = 'ernie/completions_pro=0.12';

/** Refusals at once: enough to see the answer wait. */
const stormSize = 3;

export async function startWithConsole(parts: ConsoleParts, undo: Undo): Promise<ConsoleStage> {
  const { start, ernie, journal } = parts;
  const token = randomBytes(16).toString('hex');
  const bots: Bot[] = [];
  let leaving = false;
  let replacing: Promise<void> | undefined;
  undo.add(async () => {
    leaving = true;
    // Who is being hired is let go as soon as they are here.
    await Promise.all([replacing, ...bots.map(bot => bot.end('SIGTERM'))]);
  });
  const faults = await serveFaults({
    ...(ernie && {
      'code-18': times => ernie.fault('code-18', times * stormSize),
      cut: times => ernie.fault('reset', times),
    }),
    // Who is gone cannot be killed again: there is one worker, however often it is asked for.
    'kill-worker': () => {
      replacing ??= replaceWorker()
        .catch(() => {})
        .finally(() => {
          replacing = undefined;
        });
    },
  });
  undo.add(() => faults.close());

  const settings = {
    ...parts.settings,
    ...(ernie && { MODEL_PRICES: prices }),
    CONSOLE_TOKEN: token,
    CONSOLE_FAULTS_URL: faults.url,
  };
  const hire = async (roles: 'intake' | 'worker') => {
    const bot = await start({ ...settings, ROLES: roles });
    bots.push(bot);
    return bot;
  };
  const [desk] = await Promise.all([hire('intake'), hire('worker')]);
  const started = journal.find(({ pid, event }) => pid === desk.pid && event === 'process.started');
  return { bots, link: `http://127.0.0.1:${started?.fields['port']}/console#token=${token}` };

  /** Kills who answers; somebody else comes and goes on. */
  async function replaceWorker(): Promise<void> {
    const worker = bots.findLast(({ dismissed, pid }) => !dismissed && pid !== desk.pid);
    await worker?.end('SIGKILL');
    if (leaving) return;
    const next = await hire('worker');
    if (leaving) await next.end('SIGTERM');
  }
}

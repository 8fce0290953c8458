import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { Undo } from '../src/main/undo.ts';
import { ask } from './ask.ts';
import { readOptions } from './options.ts';
import { realModel } from './real-model.ts';
import { show } from './show.ts';
import { openStage, type Stage } from './stage.ts';
import { converseInTerminal } from './terminal.ts';
import { wordsFor } from './words/index.ts';

/** The environment, and `.env` where that says nothing. */
const env = { ...(existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}), ...process.env };
const words = wordsFor(process.env);
const options = readOptions(process.argv.slice(2));
const { stdin, stdout } = process;
const tell = (line: string) => console.error(line);

const leaving = new AbortController();
const interrupted = new Promise<false>(resolve => {
  leaving.signal.addEventListener('abort', () => resolve(false));
});
let stage: Stage | undefined;

/** Asked once, all leave in order; asked again, the bots are killed. */
function leave(): void {
  if (leaving.signal.aborted) for (const bot of stage?.bots ?? []) void bot.end('SIGKILL');
  leaving.abort();
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave);
stdout.once('error', leave);

const mode = options.kind === 'usage' ? 'usage' : modeOf(options.question, options.real);
process.exitCode = (await perform().catch(told)) ? 0 : 1;

function modeOf(question: string | undefined, real: boolean) {
  if (question !== undefined) return 'ask';
  if (stdin.isTTY) return 'conversation';
  return real ? 'real show' : 'show';
}

/** @returns whether all went well */
async function perform(): Promise<boolean> {
  if (options.kind === 'usage') {
    tell(words.usage);
    return false;
  }
  if (mode === 'real show') {
    tell(words.realNeedsQuestion);
    return false;
  }
  const { question = '', real } = options;
  const undo = new Undo();
  try {
    const model = real ? realModel(env) : undefined;
    tell(words.starting);
    const bots = mode === 'show' ? 2 : 1;
    stage = await openStage({ bots, realModel: model, words, env: process.env, say: tell }, undo);
    if (leaving.signal.aborted) return mode === 'conversation';
    switch (mode) {
      case 'ask':
        return await Promise.race([
          ask(stage, words, question, { output: stdout, complain: tell }, process.env),
          interrupted,
        ]);
      case 'show':
        return await Promise.race([show(stage, words, line => console.log(line)), interrupted]);
      default:
        console.log(`${real ? words.intro.real : words.intro.simulated}\n${words.intro.hints}\n`);
        await converseInTerminal(stage, words, { input: stdin, output: stdout }, process.env, leaving.signal);
        tell(words.leaving);
        return true;
    }
  } finally {
    await undo.run(error => tell(String(error)));
  }
}

function told(error: unknown): boolean {
  tell(error instanceof Error ? error.message : String(error));
  return false;
}

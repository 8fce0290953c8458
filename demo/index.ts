import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { Undo } from '../src/main/undo.ts';
import { ask } from './ask.ts';
import { type Options, readOptions } from './options.ts';
import { realModel } from './real-model.ts';
import { show } from './show.ts';
import { openStage, type Stage } from './stage.ts';
import { converseInTerminal } from './terminal.ts';
import { wordsFor } from './words/index.ts';

/** The environment, and `.env` where that says nothing. */
const env = { ...(existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}), ...process.env };
const words = wordsFor(process.env);
const { stdin, stdout, stderr } = process;
const options = readOptions(process.argv.slice(2), stdin.isTTY);
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
// Nothing stays behind, whatever happens: a terminal that is closed can be neither read nor written any more.
for (const stream of [stdin, stdout, stderr]) stream.on('error', () => leaving.abort());
process.on('uncaughtException', error => {
  told(error);
  leaving.abort();
});

process.exitCode = (await perform(options).catch(told)) ? 0 : 1;

/** Sets the stage, plays on it, and leaves nothing behind. @returns whether all went well */
async function perform(options: Options): Promise<boolean> {
  if (options.kind === 'usage') {
    tell(words.usage);
    return false;
  }
  const undo = new Undo();
  try {
    const model = 'real' in options && options.real ? realModel(env) : undefined;
    tell(words.starting);
    const bots = ({ show: 2, ask: 1, conversation: 'console' } as const)[options.kind];
    stage = await openStage({ bots, realModel: model, words, env, say: tell }, undo);
    if (leaving.signal.aborted) return options.kind === 'conversation';
    return await play(options, stage);
  } finally {
    await undo.run(error => tell(String(error)));
  }
}

async function play(options: Exclude<Options, { kind: 'usage' }>, stage: Stage): Promise<boolean> {
  switch (options.kind) {
    case 'ask': {
      const answer = { output: stdout, complain: tell };
      return Promise.race([ask(stage, words, options.question, answer, process.env), interrupted]);
    }
    case 'show':
      return Promise.race([show(stage, words, line => console.log(line)), interrupted]);
    case 'conversation':
      console.log(`${options.real ? words.intro.real : words.intro.simulated}\n${words.intro.hints}`);
      if (stage.consoleLink !== undefined) console.log(`${words.intro.console} ${stage.consoleLink}\n`);
      await converseInTerminal(stage, words, { input: stdin, output: stdout }, process.env, leaving.signal);
      tell(words.leaving);
      return true;
  }
}

/** @returns that not all went well */
function told(error: unknown): false {
  tell(error instanceof Error ? error.message : String(error));
  return false;
}

import { existsSync } from 'node:fs';
import { adapters } from '../adapters/index.ts';
import { crashWords } from './cli/crash-words.ts';
import { examine } from './cli/examine.ts';
import { run } from './cli/run.ts';
import { systemClock } from './clock.ts';
import { SettingsError } from './errors.ts';

/** What can be asked for; each yields an exit code. */
const commands: Readonly<Record<string, () => Promise<number>>> = {
  start: () => run(process.env, process.stdout.isTTY === true, systemClock),
  doctor: () => examine(process.env, adapters, systemClock, line => console.log(line)),
};

const usage = `Usage: npm start          runs the bot
       npm run doctor     checks settings, Redis, the model and the platforms`;

/** What is in the environment already wins over `.env`. */
if (existsSync('.env')) process.loadEnvFile('.env');

process.once('uncaughtException', error => process.exit(told(error)));

const command = commands[process.argv[2] ?? ''];
if (command) process.exitCode = await command().catch(told);
else {
  console.error(usage);
  process.exitCode = 1;
}

/** Wrong settings are told in their own words; anything else is our mistake, with where it came from. */
function told(error: unknown): number {
  console.error(error instanceof SettingsError ? error.message : crashWords(error));
  return 1;
}

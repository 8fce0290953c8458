import { spawn } from 'node:child_process';
import { SettingsError } from '../errors.ts';
import { findServer } from './find-server.ts';

/** What is known about a machine that has no Redis yet. */
export interface Machine {
  readonly aptGet: boolean;
  readonly brew: boolean;
  readonly root: boolean;
  /** sudo works without a password. */
  readonly sudo: boolean;
}

type CommandLine = readonly [program: string, ...args: string[]];

/** The commands that install Redis without asking anybody; undefined where there are none. */
export function howToInstall({ aptGet, brew, root, sudo }: Machine): readonly CommandLine[] | undefined {
  const aptGetAsRoot = (...args: string[]): CommandLine => {
    const command: CommandLine = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args];
    return root ? command : ['sudo', '-n', ...command];
  };
  if (aptGet && (root || sudo))
    return [aptGetAsRoot('update'), aptGetAsRoot('install', '-y', 'redis-server')];
  if (brew && !root) return [['brew', 'install', 'redis']];
  return undefined;
}

/** The one line for a machine where we cannot install it. */
export const threeWays =
  'No redis-server or valkey-server on PATH. Install one with your package manager, ' +
  'or set REDIS_URL to a Redis that runs elsewhere, or use docker compose up.';

/**
 * The server's program, installed first where it is missing and that needs no password. For the demo and the tests:
 * production never installs anything. Throws `SettingsError` with the three ways to get one.
 * @param path as `PATH` is written
 * @param say tells a person what happens
 */
export async function findOrInstallServer(path: string, say: (line: string) => void): Promise<string> {
  const found = await findServer(path);
  if (found) return found;
  const commands = howToInstall(await lookAround());
  if (!commands) throw new SettingsError([threeWays]);
  for (const command of commands) {
    say(`Redis is missing; installing it: ${command.join(' ')}`);
    await succeeds(command);
  }
  const installed = await findServer(path);
  if (!installed) throw new SettingsError([threeWays]);
  return installed;
}

async function lookAround(): Promise<Machine> {
  const root = process.getuid?.() === 0;
  return {
    root,
    sudo: !root && (await succeeds(['sudo', '-n', 'true'])),
    aptGet: await succeeds(['apt-get', '--version']),
    brew: await succeeds(['brew', '--version']),
  };
}

/** Runs it silently; without a question on the terminal. */
function succeeds([program, ...args]: CommandLine): Promise<boolean> {
  const child = spawn(program, args, { stdio: 'ignore' });
  return new Promise(resolve => {
    child.once('error', () => resolve(false));
    child.once('exit', code => resolve(code === 0));
  });
}

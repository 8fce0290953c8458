import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Undo } from '../../src/main/undo.ts';

/** A bot in a process of its own, as `npm start` runs it. */
export interface Bot {
  /** One figure of `/metrics`, without labels. */
  figure(name: string): Promise<number>;
}

/** Starts a bot with these settings and no others; it is killed when all is undone. Resolves when it has started. */
export async function startBot(settings: Readonly<Record<string, string>>, undo: Undo): Promise<Bot> {
  const command = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
  // Not in the repository, whose `.env` would be read.
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), command, 'start'], {
    cwd: tmpdir(),
    env: { HTTP_PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  undo.add(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`The bot ended with code ${code}.`)));
    createInterface({ input: child.stdout }).on('line', line => {
      const told = JSON.parse(line) as { event: string; port?: number };
      if (told.event === 'process.started' && told.port) resolve(told.port);
    });
  });
  return {
    async figure(name) {
      const response = await fetch(`http://127.0.0.1:${port}/metrics`);
      const line = (await response.text()).split('\n').find(line => line.startsWith(`${name} `));
      return Number(line?.slice(name.length + 1));
    },
  };
}

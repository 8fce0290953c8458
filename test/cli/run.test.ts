import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { startErnie } from '../../simulators/ernie/index.ts';
import { simulatedKeys } from '../../simulators/ernie/options.ts';
import { startTelegram } from '../../simulators/telegram/index.ts';

const cli = join(import.meta.dirname, '../../src/cli.ts');
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** `npm start`, in a folder of its own and, as in a terminal, in a process group of its own. */
async function startBot(env: Record<string, string>): Promise<ChildProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'yanqiao-cli-'));
  const tsx = import.meta.resolve('tsx');
  const bot = spawn(process.execPath, ['--import', tsx, cli, 'start'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  undo.push(async () => {
    if (bot.exitCode === null && bot.signalCode === null) bot.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });
  return bot;
}

async function* logged(bot: ChildProcess): AsyncGenerator<Record<string, unknown>> {
  if (!bot.stdout) return;
  for await (const line of createInterface({ input: bot.stdout })) yield JSON.parse(line);
}

test('a Ctrl-C in the terminal stops the bot in order: exit 0, and its private Redis goes with it', async () => {
  const ernie = await startErnie({ chunkMs: 0 });
  undo.push(() => ernie.close());
  const telegram = await startTelegram();
  undo.push(() => telegram.close());
  const bot = await startBot({
    ERNIE_API_KEY: simulatedKeys.apiKey,
    ERNIE_SECRET_KEY: simulatedKeys.secretKey,
    ERNIE_BASE_URL: ernie.url,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
    HTTP_PORT: '0',
  });
  const exit = once(bot, 'exit');
  const events: string[] = [];
  for await (const { event, port } of logged(bot)) {
    events.push(String(event));
    if (event !== 'process.started') continue;
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    process.kill(-Number(bot.pid), 'SIGINT');
  }
  expect(await exit).toEqual([0, null]);
  expect(events).toContain('redis.started');
  expect(events.at(-1)).toBe('process.stopped');
  expect(events).not.toContain('redis.failed');
});

test('wrong settings end the start with every problem and exit code 1', async () => {
  const bot = await startBot({ MODEL_QPS: 'fast', TELEGRAM_WEBHOOK_SECRET: '!' });
  const exit = once(bot, 'exit');
  let said = '';
  for await (const part of bot.stderr ?? []) said += part;
  expect(await exit).toEqual([1, null]);
  expect(said.trim().split('\n')).toEqual([
    'Wrong settings:',
    '  - MODEL_QPS: write a whole number of at least 1',
    expect.stringMatching(/^ {2}- ERNIE_API_KEY: set it/),
    expect.stringMatching(/^ {2}- TELEGRAM_WEBHOOK_SECRET: write 1 to 256/),
  ]);
});

test('a Redis that refuses the password is told in words, without the password', async () => {
  const redis = createServer(visitor =>
    visitor.on('data', () => visitor.write('-WRONGPASS invalid password\r\n')),
  );
  await new Promise<void>(resolve => redis.listen(0, '127.0.0.1', resolve));
  undo.push(() => redis.close());
  const { port } = redis.address() as AddressInfo;
  const bot = await startBot({
    ERNIE_API_KEY: simulatedKeys.apiKey,
    ERNIE_SECRET_KEY: simulatedKeys.secretKey,
    TELEGRAM_BOT_TOKEN: '123456:abcdefghijklmnopqrstuvwxyzABCDE1234',
    REDIS_URL: `redis://someone:wrong-horse@127.0.0.1:${port}`,
  });
  const exit = once(bot, 'exit');
  let said = '';
  for (const stream of [bot.stdout, bot.stderr]) stream?.on('data', part => (said += part));
  expect(await exit).toEqual([1, null]);
  expect(said).toContain(`REDIS_URL: Redis at redis://127.0.0.1:${port} refuses us (WRONGPASS`);
  expect(said).not.toContain('wrong-horse');
});

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { z } from 'zod';
import { startErnie } from '../../simulators/ernie/index.ts';
import { simulatedKeys } from '../../simulators/ernie/options.ts';
import type { Adapter } from '../../src/adapter.ts';
import { examine } from '../../src/cli/examine.ts';
import { systemClock } from '../../src/clock.ts';

const chat: Adapter = {
  name: 'chat',
  openByDefault: true,
  identity: () => 'chat',
  settings: z.object({ CHAT_TOKEN: z.string().optional() }),
  configured: settings => settings['CHAT_TOKEN'] !== undefined,
  create: () => Promise.reject(new Error('the doctor changes nothing')),
  async *examine() {
    yield { level: 'good', what: 'chat knows the token' };
  },
};

async function visit(env: Record<string, string>) {
  const lines: string[] = [];
  const code = await examine(env, [chat], systemClock, line => lines.push(line));
  return { code, lines };
}

test('a bot with a Redis, a model and a platform is well', async () => {
  const ernie = await startErnie({ chunkMs: 0 });
  try {
    const { code, lines } = await visit({
      ERNIE_API_KEY: simulatedKeys.apiKey,
      ERNIE_SECRET_KEY: simulatedKeys.secretKey,
      ERNIE_BASE_URL: ernie.url,
      REDIS_URL: inject('redisUrl'),
      REDIS_PREFIX: `test-${randomUUID()}`,
      CHAT_TOKEN: 'x',
      ADMINS: 'chat:1',
    });
    expect(lines.map(line => line[0]).join('')).toBe('✓✓✓✓✓✓✓✓A');
    expect(code).toBe(0);
  } finally {
    await ernie.close();
  }
});

test('wrong settings are told without anything being connected to', async () => {
  const { code, lines } = await visit({ MODEL_QPS: '0', CHAT_TOKN: 'x' });
  expect(code).toBe(1);
  expect(lines).toEqual([
    '✗ MODEL_QPS: write a whole number of at least 1',
    expect.stringMatching(/^✗ ERNIE_API_KEY: set it/),
    expect.stringMatching(/^✗ No platform is turned on: .*CONSOLE_TOKEN/),
    '· CHAT_TOKN is no setting of ours → did you mean CHAT_TOKEN?',
    '3 things need your attention.',
  ]);
});

test('a private Redis is tried out where REDIS_URL is not set, and a machine without one is told the three ways', async () => {
  const keys = { CHAT_TOKEN: 't', QIANFAN_API_KEY: 'k', QIANFAN_BASE_URL: 'http://127.0.0.1:1' };
  const { lines } = await visit({ ...keys, PATH: process.env['PATH'] ?? '' });
  expect(lines.join('\n')).toMatch(
    /✓ The settings are right; platforms: chat\n· Nobody is an admin.*\n✓ Redis/,
  );
  expect(lines.join('\n')).toMatch(/✗ .*does not answer/);
  const bare = await visit({ ...keys, PATH: '/no/such/folder' });
  expect(bare.lines.join('\n')).toMatch(/✗ The private Redis: .*REDIS_URL.*docker compose/s);
});

test('functions are told, and an MCP server that hangs is told and holds nobody up', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  const ernie = await startErnie({ chunkMs: 0 });
  const child = fileURLToPath(new URL('../generation/functions/mcp-child.ts', import.meta.url));
  const mute = {
    command: 'npx',
    args: ['tsx', child, 'mute'],
    startTimeoutMs: 500,
    env: { KEY: `\${MCP_KEY}` },
  };
  await writeFile(join(folder, 'functions.json'), JSON.stringify({ mcp: { books: mute } }));
  try {
    const { code, lines } = await visit({
      QIANFAN_API_KEY: simulatedKeys.qianfanKey,
      QIANFAN_BASE_URL: `${ernie.url}/v2`,
      REDIS_URL: inject('redisUrl'),
      REDIS_PREFIX: `test-${randomUUID()}`,
      CHAT_TOKEN: 'x',
      ADMINS: 'chat:1',
      FUNCTIONS: 'time,calculate',
      FUNCTIONS_FILE: join(folder, 'functions.json'),
      MCP_KEY: 'key-of-the-books',
      WORD_LIST_FILE: join(folder, 'words'),
    });
    expect(lines.slice(-4)).toEqual([
      '✗ WORD_LIST_FILE: the file cannot be read (ENOENT). → check its path and its permissions',
      '✓ The model may call time, calculate',
      expect.stringMatching(/^✗ MCP server books is not there: .* → check its command, args and env/),
      '2 things need your attention.',
    ]);
    expect(code).toBe(1);
    expect(lines.join('\n')).not.toContain('key-of-the-books');
  } finally {
    await ernie.close();
    await rm(folder, { recursive: true });
  }
});

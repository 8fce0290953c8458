import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../../src/clock.ts';
import { examineFunctions } from '../../../src/generation/functions/examine.ts';
import { nameGiver } from '../../../src/generation/functions/mcp/names.ts';
import { silentLog } from '../../../src/log.ts';
import { eventually } from '../../support/eventually.ts';
import { type Handler, open, run, serve, write } from './world.ts';

const script = fileURLToPath(new URL('mcp-child.ts', import.meta.url));

const child = (manner: string, more: object = {}) => ({
  command: process.execPath,
  args: ['--import', 'tsx', script, manner],
  ...more,
});

/** How the file names a secret of the environment. */
const fromEnv = (name: string) => `\${${name}}`;

const fileOf = (mcp: object) => write({ 'functions.json': JSON.stringify({ mcp }) });

/** One that nobody has buried yet is dead. */
function isAlive(pid: string): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

type Opened = Awaited<ReturnType<typeof open>>;
const names = (functions: Opened) => functions.specs().map(({ name }) => name);
const offered = (functions: Opened, name: string) =>
  eventually(`${name} to be offered`, () => names(functions).includes(name));

describe('an MCP server that is a child', () => {
  test('offers its tools, checked as all others are, and gives text alone', async () => {
    const functions = await open({ FUNCTIONS_FILE: fileOf({ books: child('good') }) });
    await offered(functions, 'echo');
    expect(await run(functions, 'echo', { words: '@all 你好' })).toEqual({
      content: '@all 你好',
      outcome: 'ok',
    });
    expect(await run(functions, 'echo', {})).toMatchObject({ outcome: 'refused' });
    expect(await run(functions, 'fail')).toEqual({ content: '工具报告错误：没有这本书', outcome: 'failed' });
    expect((await run(functions, 'picture')).content).toContain('1 项不是文字');
  });

  test('gets what the file names of our environment, and its secrets do not reach the model', async () => {
    const servers = { books: child('good', { env: { BOOKS_TOKEN: fromEnv('BOOKS') }, tools: ['env'] }) };
    const env = { BOOKS: 'token-of-the-books', ERNIE_API_KEY: 'ours' };
    const functions = await open({ FUNCTIONS_FILE: fileOf(servers) }, { env });
    await offered(functions, 'env');
    expect(names(functions)).toEqual(['env']);
    const { content } = await run(functions, 'env');
    const seen: Record<string, string> = JSON.parse(content);
    expect(seen['BOOKS_TOKEN']).toBe('[redacted]');
    const harmless = ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER', 'BOOKS_TOKEN'];
    expect(Object.keys(seen).filter(name => !harmless.includes(name))).toEqual([]);
  });

  test('may get new tools while it runs', async () => {
    const functions = await open({ FUNCTIONS_FILE: fileOf({ books: child('good') }) });
    await offered(functions, 'grow');
    await run(functions, 'grow');
    await offered(functions, 'grown');
    expect(await run(functions, 'grown')).toMatchObject({ content: '新的' });
  });

  test('may say that they changed before its first list has been read', async () => {
    const functions = await open({ FUNCTIONS_FILE: fileOf({ books: child('late') }) });
    await offered(functions, 'late');
  });

  test('that dies is started again', async () => {
    const functions = await open({ FUNCTIONS_FILE: fileOf({ books: child('good') }) });
    await offered(functions, 'die');
    expect(await run(functions, 'die')).toMatchObject({ outcome: 'failed' });
    await eventually('its tools to go', () => names(functions).length === 0);
    await offered(functions, 'echo');
    expect(await run(functions, 'echo', { words: '又来了' })).toMatchObject({ content: '又来了' });
  });

  test('that hangs holds nobody: the call ends in time, and others go on', async () => {
    const servers = { books: child('good', { callTimeoutMs: 300 }) };
    const functions = await open({ FUNCTIONS_FILE: fileOf(servers) });
    await offered(functions, 'hang');
    expect(await run(functions, 'hang')).toMatchObject({ outcome: 'late' });
    // In so short a time a machine under load may not answer each time.
    await eventually('the others to go on', async () => {
      const { content } = await run(functions, 'echo', { words: '还在' });
      return content === '还在';
    });
    expect(functions.logged).not.toContainEqual(expect.objectContaining({ ready: false }));
    const stopped = new AbortController();
    const running = run(functions, 'hang', {}, stopped.signal);
    stopped.abort(new Error('/stop'));
    await expect(running).rejects.toThrow('/stop');
  });

  test('that does not even answer a ping is begun anew', async () => {
    const servers = { books: child('good', { callTimeoutMs: 100 }) };
    const functions = await open({ FUNCTIONS_FILE: fileOf(servers) });
    await offered(functions, 'freeze');
    expect(await run(functions, 'freeze')).toMatchObject({ outcome: 'late' });
    await eventually('its tools to go', () => names(functions).length === 0);
    await offered(functions, 'echo');
  });

  test('that floods us is cut off', async () => {
    const functions = await open({ FUNCTIONS_FILE: fileOf({ books: child('good') }) });
    await offered(functions, 'flood');
    expect(await run(functions, 'flood')).toMatchObject({ outcome: 'failed' });
    await eventually('its tools to go', () => names(functions).length === 0);
  });

  test('that says other things between its messages is understood', async () => {
    const functions = await open({ FUNCTIONS_FILE: fileOf({ books: child('garbage') }) });
    await offered(functions, 'echo');
  });

  test.each(['mute', 'endless'])('that is %s from the start keeps nobody from starting', async manner => {
    const servers = {
      books: child(manner, { startTimeoutMs: 2000 }),
      other: child('good', { tools: ['echo'] }),
    };
    const functions = await open({ FUNCTIONS: new Set(['time']), FUNCTIONS_FILE: fileOf(servers) });
    expect(names(functions)).toEqual(['time']);
    await offered(functions, 'echo');
    await eventually('it to be given up', () => functions.servers[0]?.state().kind === 'down');
    expect(functions.logged).toContainEqual(
      expect.objectContaining({ event: 'mcp.state', server: 'books', ready: false }),
    );
  });

  test('that hangs behind another program ends with it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mcp-'));
    const path = join(folder, 'pid');
    // As `npx` does it: the server is a child of the child, and listens to nobody.
    const args = ['-c', `sleep 1000 <&- & echo $! > ${path}; trap '' TERM; wait; wait`];
    const functions = await open({
      FUNCTIONS_FILE: fileOf({ books: { command: 'sh', args, startTimeoutMs: 300 } }),
    });
    // A shell that is slow to begin is given up before it has: the next one may be quicker.
    const written = () => readFile(path, 'utf8').catch(() => '');
    const pid = await eventually('the server', async () => /^(\d+)\n/.exec(await written())?.[1]);
    await eventually('it to be given up', () => functions.servers[0]?.state().kind === 'down');
    await functions.close();
    await eventually('the server to end', () => !isAlive(pid));
    await rm(folder, { recursive: true });
  });

  test('that leaves somebody behind who holds its output is found gone, begun anew, and ends with the process', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mcp-'));
    const path = join(folder, 'pid');
    const args = [...child('good').args, path];
    const functions = await open({ FUNCTIONS_FILE: fileOf({ books: { ...child('good'), args } }) });
    await offered(functions, 'leave');
    await run(functions, 'leave');
    await eventually('it to be found gone', () => functions.servers[0]?.state().kind === 'down');
    await offered(functions, 'leave');
    await run(functions, 'leave');
    await functions.close();
    for (const pid of (await readFile(path, 'utf8')).trim().split('\n')) process.kill(Number(pid));
    await rm(folder, { recursive: true });
  });

  test('that is not there is told by the doctor', async () => {
    const path = fileOf({ books: { command: '/nowhere/books' } });
    const world = { clock: systemClock, log: silentLog, env: {} };
    const findings = await examineFunctions({ TIME_ZONE: 'Asia/Shanghai', FUNCTIONS_FILE: path }, world);
    expect(findings).toContainEqual({
      level: 'bad',
      what: 'MCP server books is not there: ENOENT',
      remedy: 'check its command, args and env in FUNCTIONS_FILE',
    });
  });

  test('ends with the process', async () => {
    const functions = await open({ FUNCTIONS_FILE: fileOf({ books: child('good') }) });
    await offered(functions, 'env');
    const [server] = functions.servers;
    await functions.close();
    expect(server?.tools()).toEqual([]);
  });
});

describe('an MCP server on the web', () => {
  /** @param ill says whether it answered a request itself */
  const remote = (ill: (res: ServerResponse, req: IncomingMessage) => boolean) =>
    serve(async (req, res) => {
      if (ill(res, req)) return;
      const server = new McpServer({ name: 'remote', version: '1.0.0' });
      server.registerTool(
        'search',
        { description: '查', inputSchema: { words: z.string() } },
        ({ words }) => ({
          content: [{ type: 'text', text: `${words}：${req.headers.authorization}` }],
        }),
      );
      const transport = new StreamableHTTPServerTransport({});
      res.on('close', () => void transport.close());
      await server.connect(transport as Parameters<McpServer['connect']>[0]);
      await transport.handleRequest(req, res);
    });
  const settings = (url: string) => ({
    FUNCTIONS_FILE: fileOf({
      wiki: { url, headers: { authorization: `Bearer ${fromEnv('WIKI')}` }, startTimeoutMs: 2000 },
    }),
  });
  const env = { WIKI: 'key-of-the-wiki' };

  test('is called with its headers, and what repeats a secret is redacted', async () => {
    const functions = await open(settings(await remote(() => false)), { env });
    await offered(functions, 'search');
    expect(await run(functions, 'search', { words: '言桥' })).toEqual({
      content: '言桥：Bearer [redacted]',
      outcome: 'ok',
    });
  });

  test('may move within itself, and nobody else gets its headers', async () => {
    const strangers: unknown[] = [];
    const stranger = await serve((req, res) => {
      strangers.push(req.headers['x-key']);
      res.writeHead(404).end();
    });
    const settingsFor = (url: string) => ({
      FUNCTIONS_FILE: fileOf({ wiki: { url, headers: { 'x-key': 'key-of-the-wiki' } } }),
    });
    const moving = await remote((res, req) => {
      const moves = req.url === '/mcp';
      if (moves) res.writeHead(307, { location: '/mcp/' }).end();
      return moves;
    });
    await offered(await open(settingsFor(`${moving}/mcp`)), 'search');
    const away = await serve((_, res) => void res.writeHead(307, { location: stranger }).end());
    const lost = await open(settingsFor(away));
    await eventually('it to be given up', () => lost.servers[0]?.state().kind === 'down');
    expect(strangers).toEqual([]);
  });

  test('that fails is left alone and found again', async () => {
    let broken = false;
    const url = await remote(res => {
      if (broken) res.writeHead(500).end('key-of-the-wiki');
      return broken;
    });
    const functions = await open(settings(url), { env });
    await offered(functions, 'search');
    broken = true;
    const { content, outcome } = await run(functions, 'search', { words: '言桥' });
    expect(outcome).toBe('failed');
    expect(content).not.toContain('key-of');
    await eventually('its tools to go', () => names(functions).length === 0);
    broken = false;
    await offered(functions, 'search');
    expect(JSON.stringify(functions.logged)).not.toContain('key-of');
  });

  test.each<[string, Handler]>([
    [
      'sends us elsewhere',
      (_, res) => void res.writeHead(307, { location: 'http://169.254.169.254/' }).end(),
    ],
    ['never answers', () => {}],
    [
      'answers garbage',
      (_, res) => void res.writeHead(200, { 'content-type': 'application/json' }).end('{"a":'),
    ],
    [
      'answers without end',
      (_, res) => {
        res.writeHead(200, { 'content-type': 'text/event-stream' });
        const more = setInterval(() => res.write('x'.repeat(500_000)), 1);
        res.on('close', () => clearInterval(more));
      },
    ],
  ])('that %s is given up', async (_, handler) => {
    const functions = await open(settings(await serve(handler)), { env });
    await eventually('it to be given up', () => functions.servers[0]?.state().kind === 'down');
    expect(names(functions)).toEqual([]);
  });
});

test('no more than 16 functions are offered, and it is said which are left out', async () => {
  const servers = { a: child('good'), b: child('good') };
  const functions = await open({ FUNCTIONS_FILE: fileOf(servers) });
  await eventually('both servers', () => functions.servers.every(({ state }) => state().kind === 'up'));
  expect(names(functions)).toHaveLength(16);
  expect(new Set(names(functions)).size).toBe(16);
  expect(functions.logged).toContainEqual(expect.objectContaining({ event: 'function.left-out' }));
});

describe('names of tools', () => {
  test('are their own where they are free, with the server before them where they clash', () => {
    const name = nameGiver(new Set(['time']));
    expect([name('a', 'search'), name('b', 'search'), name('a', 'time')]).toEqual([
      'search',
      'b_search',
      'a_time',
    ]);
    expect(name('a', 'search')).toBe('search');
  });

  test('are in the form that vendors take', () => {
    const name = nameGiver(new Set());
    expect(name('a', 'get/天气.now')).toBe('get____now');
    expect(name('a', 'get/空气.now')).toBe('a_get____now');
    expect(name('a', 'x'.repeat(100))).toHaveLength(64);
    expect(name('b', 'x'.repeat(100))).toHaveLength(64);
  });
});

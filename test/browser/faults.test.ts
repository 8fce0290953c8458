import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { answersTo, type ConsoleTown, openConsoleTown, say } from './console-town.ts';

let console: ConsoleTown;
let struck: string[];
let faults: Server;

beforeAll(async () => {
  struck = [];
  faults = await serveFaults(async fault => {
    struck.push(fault);
    if (fault === 'code-18') return console.town.ernie.fault('code-18', 2);
    const [, worker] = console.town.bots;
    worker?.kill('SIGKILL');
  });
  const url = `http://127.0.0.1:${(faults.address() as AddressInfo).port}/`;
  console = await openConsoleTown({
    ernie: { chunkMs: 120 },
    serving: { ROLES: 'intake', CONSOLE_FAULTS_URL: url },
  });
  await console.town.startBot({ ROLES: 'worker' });
});

afterAll(async () => {
  faults?.close();
  await console?.close();
});

test('a model that refuses is asked again in the same message, before one’s eyes', async () => {
  const { page } = await console.enter();
  await page.getByRole('button', { name: 'Code 18: too fast' }).click();
  await page.getByText('Done: Code 18').waitFor();
  await say(page, 'Please count to 5');
  const answer = answersTo(page, 'Please count to 5').and(page.locator('[data-state=done]'));
  await answer.waitFor();
  expect(await answer.locator('.message-body').innerText()).toContain('5');
  expect(struck).toEqual(['code-18']);
});

test('a worker is killed from the page, and the answer goes on in the same message when another comes', async () => {
  const { page } = await console.enter();
  await say(page, 'Please count to 60');
  const answer = answersTo(page, 'Please count to 60');
  const body = answer.locator('.message-body');
  await eventually(
    'some numbers',
    async () => (await answer.count()) > 0 && /9/.test(await body.innerText()),
  );
  const id = await answer.getAttribute('data-id');
  await page.getByRole('button', { name: 'Kill the worker' }).click();
  await eventually('the worker to be gone', () => struck.includes('kill-worker'));
  await console.town.startBot({ ROLES: 'worker' });
  await answer.and(page.locator('[data-state=done]')).waitFor({ timeout: 50_000 });
  expect(await body.innerText()).toContain('60');
  expect(await answer.getAttribute('data-id')).toBe(id);
});

/** What the demo has: an address that offers faults. */
async function serveFaults(strike: (fault: string) => unknown): Promise<Server> {
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.method === 'GET') {
      response.end('{"faults":["code-18","kill-worker"]}');
      return;
    }
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { fault } = JSON.parse(Buffer.concat(parts).toString()) as { fault: string };
    await strike(fault);
    response.end('{}');
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

import { afterAll, beforeAll, expect, it } from 'vitest';
import { feishu } from '../../../adapters/feishu/index.ts';
import { type FeishuSimulator, startFeishu } from '../../../simulators/feishu/index.ts';
import type { Finding } from '../../../src/platform.ts';
import { settingsFor } from './world.ts';

let simulator: FeishuSimulator;
beforeAll(async () => {
  simulator = await startFeishu();
});
afterAll(() => simulator.close());

async function examine(more: Record<string, string> = {}): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const finding of feishu.examine(settingsFor(simulator, more))) findings.push(finding);
  return findings;
}

it('all is well: credentials and permissions are there, and nobody saw anything', async () => {
  simulator.missingScopes();
  const findings = await examine();
  expect(findings.filter(({ level }) => level !== 'good')).toMatchObject([{ level: 'note' }]);
  expect(simulator.chats()).toEqual([]);
});

it('names the permission that is missing, and what to do', async () => {
  simulator.missingScopes('cardkit:card:write', 'im:message', 'im:message:send_as_bot');
  const findings = await examine();
  expect(findings.find(({ level }) => level === 'bad')).toMatchObject({
    what: expect.stringContaining('im:message:send_as_bot'),
    remedy: expect.stringContaining('publish a version'),
  });
  expect(findings.find(({ what }) => what.includes('cardkit:card:write'))).toMatchObject({ level: 'note' });
});

it('tells that the long connection is refused', async () => {
  simulator.missingScopes();
  simulator.refuseConnections(1);
  expect((await examine()).filter(({ level }) => level === 'bad')).toMatchObject([
    { what: expect.stringContaining('long connection'), remedy: expect.stringContaining('webhook') },
  ]);
});

it('says what to do about a wrong secret', async () => {
  expect(await examine({ FEISHU_APP_SECRET: 'wrong' })).toMatchObject([
    { level: 'bad', remedy: expect.stringContaining('FEISHU_APP_SECRET') },
  ]);
});

it('says what to do where nobody answers', async () => {
  expect(await examine({ FEISHU_DOMAIN: 'http://127.0.0.1:9' })).toMatchObject([
    { level: 'bad', remedy: expect.stringContaining('FEISHU_DOMAIN') },
  ]);
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { examine } from '../../../adapters/dingtalk/examine.ts';
import { settings } from '../../../adapters/dingtalk/settings.ts';
import { type DingtalkSimulator, startDingtalk } from '../../../simulators/dingtalk/index.ts';
import { readSettings } from '../../../src/config/read.ts';
import type { Finding } from '../../../src/platform.ts';

let simulator: DingtalkSimulator;
beforeEach(async () => {
  simulator = await startDingtalk();
});
afterEach(() => simulator.close());

async function look(more: Record<string, string> = {}): Promise<Finding[]> {
  const environment = {
    DINGTALK_CLIENT_ID: simulator.clientId,
    DINGTALK_CLIENT_SECRET: simulator.clientSecret,
    DINGTALK_API_BASE: simulator.url,
    DINGTALK_OAPI_BASE: simulator.url,
    ...more,
  };
  const findings: Finding[] = [];
  for await (const finding of examine(readSettings(environment, [settings]))) findings.push(finding);
  return findings;
}

const withTemplate = () => ({ DINGTALK_CARD_TEMPLATE_ID: simulator.templates[0] ?? '' });
const bad = (findings: Finding[]) => findings.filter(({ level }) => level === 'bad');

it('all is well with a card: nobody saw anything, and it tells what it cost', async () => {
  const findings = await look(withTemplate());
  expect(findings.filter(({ level }) => level !== 'good')).toEqual([]);
  expect(findings.map(({ what }) => what)).toContain(
    `DingTalk: permissions were looked at with API calls that count to the month: ${simulator.billed().calls}`,
  );
  expect(simulator.billed().calls).toBe(3);
  expect(simulator.chats()).toEqual([]);
  expect(simulator.connections()).toBe(0);
});

it('without a card it costs one call, and a note tells what that means', async () => {
  const findings = await look();
  expect(bad(findings)).toEqual([]);
  expect(findings.at(-1)).toMatchObject({
    level: 'note',
    what: expect.stringContaining('one final message'),
  });
  expect(simulator.billed().calls).toBe(1);
});

it('with the standard card it looks at what that needs', async () => {
  simulator.missingScopes('Card.Instance.Write');
  expect(bad(await look({ DINGTALK_CARD_TEMPLATE_ID: 'standard' }))).toMatchObject([
    { what: expect.stringContaining('one final message') },
  ]);
});

it('names the permission that is missing, and what to do', async () => {
  simulator.missingScopes('Card.Streaming.Write');
  expect(bad(await look(withTemplate()))).toMatchObject([
    {
      what: expect.stringContaining('the app lacks Card.Streaming.Write'),
      remedy: expect.stringContaining('publish a version'),
    },
  ]);
});

it('tells that the card’s template is not there', async () => {
  expect(bad(await look({ DINGTALK_CARD_TEMPLATE_ID: 'other.schema' }))).toMatchObject([
    { remedy: expect.stringContaining('DINGTALK_CARD_TEMPLATE_ID') },
  ]);
});

it('tells that the robot’s code is another’s', async () => {
  expect(bad(await look({ DINGTALK_ROBOT_CODE: 'dingother' }))).toMatchObject([
    { remedy: expect.stringContaining('DINGTALK_ROBOT_CODE') },
  ]);
});

it('tells that the stream is refused', async () => {
  simulator.fault({ kind: 'code', code: 'invalidParameter', api: 'gateway' });
  expect(bad(await look())).toMatchObject([
    { what: expect.stringContaining('stream'), remedy: expect.stringContaining('Stream mode') },
  ]);
});

it('in webhook mode it asks for no stream', async () => {
  const findings = await look({ DINGTALK_MODE: 'webhook' });
  expect(findings.map(({ remedy }) => remedy)).toContainEqual(expect.stringContaining('/webhooks/dingtalk'));
  expect(simulator.calls.filter(({ api }) => api === 'gateway')).toEqual([]);
});

it('a month that is used up is no fault of the settings', async () => {
  simulator.fault({ kind: 'spent' }, 3);
  const findings = await look();
  expect(bad(findings)).toEqual([]);
  expect(findings).toContainEqual(expect.objectContaining({ what: expect.stringContaining('used up') }));
});

it('says what to do about a wrong secret', async () => {
  expect(await look({ DINGTALK_CLIENT_SECRET: 'wrong' })).toMatchObject([
    { level: 'bad', remedy: expect.stringContaining('DINGTALK_CLIENT_SECRET') },
  ]);
});

it('says what to do where nobody answers', async () => {
  expect(await look({ DINGTALK_API_BASE: 'http://127.0.0.1:9' })).toMatchObject([
    { level: 'bad', remedy: expect.stringContaining('DINGTALK_API_BASE') },
  ]);
});

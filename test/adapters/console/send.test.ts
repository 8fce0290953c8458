import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { paceMs } from '../../../adapters/console/send/pace.ts';
import { failureOf } from '../../../adapters/console/send/trouble.ts';
import type { KeepRecord, Platform, ReplyRecord, ReplyTarget } from '../../../src/platform.ts';
import type { Playground } from '../../../src/playground.ts';
import { buttonsWith } from '../world.ts';
import { directDraft, openTown } from './world.ts';

let town: ReturnType<typeof openTown>;
let platform: Platform;
let playground: Playground;

beforeEach(async () => {
  town = openTown();
  const first = await town.openPlatform();
  [platform, playground] = [first, first.playground];
});
afterEach(() => town.close());

async function question(): Promise<ReplyTarget> {
  const { id: chat, people } = await playground.openChat(directDraft('Li'));
  const questionId = await playground.say({ chat, as: people[0]?.id ?? '', text: '你好' });
  return { chat: { id: chat, kind: 'direct' }, questionId, buttons: buttonsWith('token-1') };
}

function keeping() {
  const records: ReplyRecord[] = [];
  const keep: KeepRecord = async record => {
    records.push(JSON.parse(JSON.stringify(record)) as ReplyRecord);
  };
  return { records, keep };
}

const answers = async ({ chat }: ReplyTarget) =>
  (await playground.messages(chat.id)).filter(({ from }) => from === 'bot');

describe('an answer', () => {
  test('says how far it is, and what may be pressed', async () => {
    const target = await question();
    const reply = platform.open(target, keeping().keep);
    await reply.show('一');
    expect(await answers(target)).toMatchObject([
      {
        html: '<p>一</p>',
        state: 'growing',
        replyTo: target.questionId,
        buttons: [{ action: 'stop', label: '停止', token: 'token-1' }],
      },
    ]);
    await reply.fail('一。坏了');
    const [failed] = await answers(target);
    expect(failed).toMatchObject({ text: '一。坏了', state: 'failed' });
    expect(failed?.buttons?.map(({ action }) => action)).toEqual(['retry', 'new']);
  });

  test('stays for as long as it takes to see, and no longer; the first comes at once', async () => {
    const target = await question();
    const slept: number[] = [];
    const own = openTown({
      prefix: town.prefix,
      clock: { now: () => 1000, random: () => 0, sleep: async ms => void slept.push(ms) },
    });
    const reply = (await own.openPlatform()).open(target, keeping().keep);
    const signal = new AbortController().signal;
    await reply.ready(signal);
    expect(slept).toEqual([]);
    await reply.show('一');
    await reply.ready(signal);
    expect(slept).toEqual([paceMs('<p>一</p>'.length)]);
    await expect(reply.ready(AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
    await own.close();
  });

  test('keeps its message before it is sent, and writes nothing that could not be kept', async () => {
    const target = await question();
    const { records, keep } = keeping();
    const seen: number[] = [];
    const reply = platform.open(target, async record => {
      seen.push((await answers(target)).length);
      await keep(record);
    });
    await reply.show('一');
    await reply.show('一二');
    expect(seen).toEqual([0]);
    expect((await answers(target)).map(({ id }) => id)).toEqual([records[0]?.['message']]);
  });

  test('that another process goes on with is not written by the first one any more', async () => {
    const target = await question();
    const { records, keep } = keeping();
    const first = platform.open(target, keep);
    await first.show('一');
    const second = (await town.openPlatform()).resume(target, records.at(-1) as ReplyRecord, keep);
    await second.show('一二');
    await first.show('一。迟到的');
    await expect(first.finish('一。迟到的')).rejects.toMatchObject({ kind: 'refused' });
    await second.finish('一二三');
    expect((await answers(target)).map(({ text }) => text)).toEqual(['一二三']);
  });

  test('that grows while its chat is closed is gone', async () => {
    const target = await question();
    const reply = platform.open(target, keeping().keep);
    await reply.show('一');
    await playground.closeChat(target.chat.id);
    await expect(reply.show('一二')).rejects.toMatchObject({ kind: 'gone' });
    await expect(playground.messages(target.chat.id)).rejects.toMatchObject({ kind: 'unknown' });
  });

  test('that the bot is unasked to give finds the admin, though nobody has looked at the playground', async () => {
    const chat = { id: 'admin', kind: 'direct' } as const;
    await platform.open({ chat }, keeping().keep).finish('模型停了。');
    expect((await playground.messages('admin')).map(({ text }) => text)).toEqual(['模型停了。']);
    const stranger = platform.open({ chat: { ...chat, id: 'nobody' } }, keeping().keep);
    await expect(stranger.finish('在吗')).rejects.toMatchObject({ kind: 'gone' });
  });
});

test('a file is read as it was sent, until its chat is closed', async () => {
  const target = await question();
  const file = { name: '<b>.md', text: '# 对话\n' };
  await platform.sendFile?.(target, file);
  const [message] = await answers(target);
  expect(message).toMatchObject({ html: '<p>&#60;b&#62;.md</p>', file: { name: file.name } });
  expect(await playground.file(message?.id ?? '')).toEqual(file);
  expect(await playground.file(target.questionId ?? '')).toBeUndefined();
  await playground.closeChat(target.chat.id);
  expect(await playground.file(message?.id ?? '')).toBeUndefined();
});

test('a long answer is sent less often, so that nobody is sent more than they can take', () => {
  expect(paceMs(10)).toBe(paceMs(1000));
  expect(paceMs(100_000)).toBeGreaterThan(4 * paceMs(1000));
});

test.each([
  ['Connection is closed.', 'Error', 'unreachable'],
  ['Command timed out', 'Error', 'unreachable'],
  ['LOADING Redis is loading the dataset in memory', 'ReplyError', 'busy'],
  ['OOM command not allowed', 'ReplyError', 'busy'],
  ['ERR wrong number of arguments', 'ReplyError', undefined],
])('%j of Redis, as %s, is a platform that is %s', (message, name, kind) => {
  const failure = failureOf(Object.assign(new Error(message), { name }));
  expect(failure).toHaveProperty('message');
  expect((failure as { kind?: string }).kind).toBe(kind);
});

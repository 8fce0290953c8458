import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FeishuSimulator, startFeishu } from '../../simulators/feishu/index.ts';
import { Terminal } from '../../simulators/feishu/terminal.ts';
import { feishuCaller } from './feishu-caller.ts';

let feishu: FeishuSimulator;
let lines: string[];
let terminal: Terminal;

beforeEach(async () => {
  feishu = await startFeishu();
  lines = [];
  terminal = new Terminal(feishu, line => lines.push(line));
});

afterEach(() => feishu.close());

test('in the terminal a person writes, mentions, reads and presses a button', async () => {
  terminal.enter('#team @alice @言桥 你好');
  const [group] = feishu.chats();
  const asked = feishu.messages(group ?? { id: '' })[0];
  expect(asked).toMatchObject({ text: '@言桥 你好', from: 'ou_alice', mentions: [feishu.bot.openId] });

  const call = await feishuCaller(feishu);
  const button = { tag: 'button', text: { tag: 'plain_text', content: '停止' }, value: {} };
  const content = JSON.stringify({
    schema: '2.0',
    body: { elements: [{ tag: 'markdown', content: '想' }, button] },
  });
  await call('POST', `/im/v1/messages/${asked?.id}/reply`, { msg_type: 'interactive', content });
  expect(lines.at(-1)).toMatch(/^team · om_\w+ · 想 \[停止\]$/);
  terminal.enter('#team @alice [停止]');
  await expect.poll(() => lines.at(-1)).toBe('(the bot did not answer the button)');
  terminal.enter('#team @alice [没有]');
  await expect.poll(() => lines.at(-1)).toMatch(/no button "没有"/);
  terminal.enter('你好');
  expect(lines.at(-1)).toContain('@alice 你好');
});

test('a post, a picture and a reply travel as the vendor sends them', async () => {
  const li = feishu.person({ name: '李' });
  const group = feishu.group({ title: '队' });
  const first = feishu.say(group, li, '@言桥 看\n这里', { post: true, mentions: [feishu.bot] });
  const second = feishu.say(group, li, '', { image: true, replyTo: first });
  const call = await feishuCaller(feishu);
  const read = async (id: string) =>
    ((await call('GET', `/im/v1/messages/${id}`)).body['data'] as { items: Record<string, unknown>[] })
      .items[0];
  const post = await read(first);
  expect(post).toMatchObject({ msg_type: 'post', mentions: [{ key: '@_user_1', id: feishu.bot.openId }] });
  expect(
    JSON.parse(String((post?.['body'] as { content?: string } | undefined)?.content)).content,
  ).toMatchObject([
    [
      { tag: 'at', user_id: '@_user_1', user_name: '言桥' },
      { tag: 'text', text: ' 看' },
    ],
    [{ tag: 'text', text: '这里' }],
  ]);
  expect(await read(second)).toMatchObject({ msg_type: 'image', root_id: first, parent_id: first });
  feishu.recall(group, second);
  expect(await read(second)).toMatchObject({ deleted: true });
});

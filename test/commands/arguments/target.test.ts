import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Carrier, takeTarget } from '../../../src/commands/arguments/target.ts';

const platforms = new Set(['telegram', 'feishu', 'dingtalk']);
const inGroup: Carrier = { platform: 'telegram', chat: { id: '-100', kind: 'group' } };
const li = { id: '7', name: '李 四' };
const quoted = { text: 'x', fromBot: false, senderId: '8', senderName: '王五' };
const take = (args: string, change: Partial<Carrier> = {}) =>
  takeTarget(args, { ...inGroup, ...change }, platforms);
const target = (subject: string, rest = '', name?: string) => ({
  kind: 'target',
  target: { subject, ...(name && { name }) },
  rest,
});

test('a mention is who it mentions, also where a name has blanks', () => {
  expect(take('@李 四 2h 刷屏', { mentions: [li] })).toEqual(target('user:telegram:7', '2h 刷屏', '李 四'));
});

test('of two names the whole one counts', () => {
  const mentions = [
    { id: '1', name: '李' },
    { id: '2', name: '李雷' },
  ];
  expect(take('@李雷', { mentions })).toEqual(target('user:telegram:2', '', '李雷'));
  expect(take('@李 2h', { mentions })).toEqual(target('user:telegram:1', '2h', '李'));
});

test('a mention that the platform cut out of the text counts where it is the only one', () => {
  expect(take('2h', { mentions: [li] })).toEqual(target('user:telegram:7', '2h', '李 四'));
  expect(take('2h', { mentions: [li, { id: '9', name: '赵' }] })).toEqual({ kind: 'none' });
});

test.each([
  ['user:telegram:123', 'user:telegram:123'],
  ['telegram:123', 'user:telegram:123'],
  ['Telegram：123', 'user:telegram:123'],
  ['feishu:ou_1', 'user:feishu:ou_1'],
  ['chat:telegram:-100', 'chat:telegram:-100'],
  ['chat:-5', 'chat:telegram:-5'],
  ['user:123', 'user:telegram:123'],
  ['dingtalk:$:LWCP_v1:$a=', 'user:dingtalk:$:LWCP_v1:$a='],
  ['123', 'user:telegram:123'],
  ['-100123', 'user:telegram:-100123'],
  ['here', 'chat:telegram:-100'],
  ['这里', 'chat:telegram:-100'],
])('%s means %s', (args, subject) => {
  expect(take(args)).toEqual(target(subject));
  expect(take(`${args} 2h 刷屏`)).toEqual(target(subject, '2h 刷屏'));
});

test('who wrote the answered message is meant, and what is written beside stays', () => {
  expect(take('2h 刷屏', { quoted })).toEqual(target('user:telegram:8', '2h 刷屏', '王五'));
  expect(take('12345', { quoted })).toEqual(target('user:telegram:8', '12345', '王五'));
});

test('who is named goes before who wrote the answered message', () => {
  expect(take('@李 四', { quoted, mentions: [li] })).toEqual(target('user:telegram:7', '', '李 四'));
  expect(take('telegram:9', { quoted })).toEqual(target('user:telegram:9'));
  expect(take('here', { quoted })).toEqual(target('chat:telegram:-100'));
});

test("who is mentioned in a reason is not meant: the answered message's author is", () => {
  expect(take('骂了 @李 四', { quoted, mentions: [li] })).toEqual(
    target('user:telegram:8', '骂了 @李 四', '王五'),
  );
});

test('a name without an id is nobody, also beside an answered message', () => {
  expect(take('@someone 2h', { quoted })).toEqual({ kind: 'unknown-name', name: 'someone' });
});

test.each(['', '刷屏', 'spam', 'weixin:123', 'https://example.com/1', 'chat:', 'hereabouts'])(
  '“%s” means nobody',
  args => {
    expect(take(args)).toEqual({ kind: 'none' });
  },
);

test('an answer to the bot itself means nobody', () => {
  expect(take('', { quoted: { ...quoted, fromBot: true } })).toEqual({ kind: 'none' });
});

test('whatever stands behind a target is left as it was written', () => {
  const rest = fc.string().filter(text => text === text.trim() && !/^[,，]/.test(text));
  fc.assert(
    fc.property(fc.constantFrom('telegram:1', 'chat:telegram:-1', '77', 'here'), rest, (id, after) => {
      expect(take(`${id} ${after}`)).toMatchObject({ kind: 'target', rest: after });
    }),
  );
});

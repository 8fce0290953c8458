import { describe, expect, it } from 'vitest';
import { type Bot, mentionsOf } from '../../../adapters/feishu/parse/mentions.ts';
import { parse, questionOf } from '../../../adapters/feishu/parse.ts';
import { envelope } from '../../../adapters/feishu/wire.ts';

const bot: Bot = { appId: 'cli_0000000000000001', openId: 'ou_bot' };
const noAnswer = async () => {};

const read = (event_type: string, event: unknown, more: object = {}) => {
  const header = { event_id: 'ev-1', event_type, ...more };
  return parse(envelope.parse({ schema: '2.0', header, event }), bot, noAnswer);
};

interface Said {
  readonly message?: Record<string, unknown>;
  readonly sender?: Record<string, unknown>;
}

function said({ message = {}, sender = {} }: Said = {}) {
  return read('im.message.receive_v1', {
    sender: { sender_id: { open_id: 'ou_u1' }, sender_type: 'user', tenant_key: 'tk', ...sender },
    message: {
      message_id: 'om_1',
      create_time: '1700000000000',
      chat_id: 'oc_1',
      chat_type: 'p2p',
      message_type: 'text',
      content: '{"text":"你好"}',
      ...message,
    },
  });
}

const us = { key: '@_user_1', id: { open_id: 'ou_bot' }, mentioned_type: 'bot', name: 'Ernie' };
const zed = { key: '@_user_12', id: { open_id: 'ou_z' }, mentioned_type: 'user', name: 'Zed' };
const inGroup = (text: string, mentions: unknown[] | null, more = {}) =>
  said({
    message: { chat_type: 'group', chat_id: 'oc_2', content: JSON.stringify({ text }), mentions, ...more },
  });

describe('a message', () => {
  it('in a direct chat is for the bot', () => {
    expect(said().arrival).toEqual({
      kind: 'message',
      author: 'person',
      address: 'direct',
      content: 'text',
      message: {
        platform: 'feishu',
        id: 'om_1',
        chat: { id: 'oc_1', kind: 'direct' },
        sender: { id: 'ou_u1', name: 'u_u1' },
        text: '你好',
        sentAt: 1_700_000_000_000,
      },
    });
  });

  it('in a group is for the bot when it mentions the bot itself, whose name is cut out', () => {
    const { arrival } = inGroup('@_user_1 ask @_user_12', [us, zed]);
    expect(arrival).toMatchObject({
      address: 'mention',
      message: { text: 'ask @Zed', mentions: [{ id: 'ou_z', name: 'Zed' }] },
    });
  });

  it('tells whom it mentions, each once in the order of the text, and no other bot', () => {
    const ann = { key: '@_user_2', id: { open_id: 'ou_a' }, name: 'Ann' };
    const robot = { key: '@_user_3', id: { open_id: 'ou_r' }, mentioned_type: 'bot', name: 'R' };
    const again = { ...ann, key: '@_user_4' };
    const { arrival } = inGroup('@_user_12 @_user_3 @_user_2 @_user_1 @_user_4 @_all', [
      us,
      ann,
      robot,
      again,
      zed,
    ]);
    expect(arrival).toMatchObject({
      message: {
        text: '@Zed @R @Ann @Ann @all',
        mentions: [
          { id: 'ou_z', name: 'Zed' },
          { id: 'ou_a', name: 'Ann' },
        ],
      },
    });
    expect(inGroup('@_user_1 @_all', [us]).arrival).not.toHaveProperty('message.mentions');
  });

  it.each([
    ['nobody', '大家好', null],
    ['everybody', '@_all 大家好', null],
    ['somebody else', '@_user_12 你好', [zed]],
    ['another bot of the same name', '@_user_1 你好', [{ ...us, id: { open_id: 'ou_other' } }]],
    ['a bot without an id', '@_user_1 你好', [{ ...us, id: {} }]],
  ])('in a group that mentions %s is not', (_, text, mentions) => {
    expect(inGroup(text, mentions).arrival).toMatchObject({ address: 'none' });
  });

  it.each(['bot', 'app', undefined])('written by %s is not answered', sender_type => {
    expect(said({ sender: { sender_type } }).arrival).toMatchObject({ author: 'bot' });
  });

  it('of rich text is read with its mentions, links and code', () => {
    const content = JSON.stringify({
      title: '标题',
      content: [
        [
          { tag: 'at', user_id: '@_user_1' },
          { tag: 'text', text: ' 看 ' },
          { tag: 'a', text: '这里', href: 'https://a.b' },
        ],
        [{ tag: 'img', image_key: 'img_1' }],
        [{ tag: 'code_block', language: 'GO', text: 'x := 1\n' }],
      ],
    });
    const { arrival } = inGroup('', [us], { message_type: 'post', content });
    expect(arrival).toMatchObject({
      address: 'mention',
      content: 'text',
      message: { text: '标题\n看 这里 (https://a.b)\n\n\n```go\nx := 1\n```' },
    });
  });

  it('of rich text in one language is read too', () => {
    const content = JSON.stringify({ zh_cn: { content: [[{ tag: 'text', text: '你好' }]] } });
    expect(said({ message: { message_type: 'post', content } }).arrival).toMatchObject({
      message: { text: '你好' },
    });
  });

  it.each([
    ['image', 'picture'],
    ['audio', 'voice'],
    ['media', 'video'],
    ['file', 'file'],
    ['sticker', 'sticker'],
    ['location', 'place'],
    ['merge_forward', 'other'],
    ['something_new', 'other'],
  ])('of type %s is a %s', (message_type, content) => {
    expect(said({ message: { message_type, content: '{}' } }).arrival).toMatchObject({ content });
  });

  it('in a topic belongs to it, and does not quote the one that opened it', () => {
    const place = { thread_id: 'omt_1', root_id: 'om_0', parent_id: 'om_0' };
    const parsed = inGroup('@_user_1 好', [us], place);
    expect(parsed.arrival).toMatchObject({ message: { topic: 'omt_1' } });
    expect(parsed.quotes).toBeUndefined();
    expect(inGroup('@_user_1 好', [us], { ...place, parent_id: 'om_7' }).quotes).toBe('om_7');
  });

  it('that answers another one quotes it', () => {
    expect(said({ message: { root_id: 'om_0', parent_id: 'om_0' } }).quotes).toBe('om_0');
  });

  it.each([
    ['a service message', { message: { message_type: 'system' } }],
    ['one without a sender', { sender: { sender_id: null } }],
    ['one without an id', { message: { message_id: undefined } }],
  ])('that is %s means nothing', (_, parts) => {
    expect(said(parts).arrival).toMatchObject({ kind: 'nothing' });
  });
});

describe('placeholders', () => {
  it.each([
    ['@_user_1', ''],
    ['你好@_user_1', '你好'],
    ['@_user_1 /new', '/new'],
    ['一 @_user_1 二', '一 二'],
    ['@_user_12@_user_1', '@Zed'],
    ['@_user_1x', 'x'],
    ['@_user_3', '@_user_3'],
    ['@_all 好', '@all 好'],
  ])('%j reads %j', (text, expected) => {
    expect(mentionsOf(text, [us, zed], bot).text).toBe(expected);
  });
});

describe('a pressed button', () => {
  const pressed = (value: unknown) =>
    read('card.action.trigger', {
      operator: { open_id: 'ou_u1' },
      token: 'c-abc',
      action: { tag: 'button', value },
      context: { open_message_id: 'om_b1', open_chat_id: 'oc_1' },
    }).arrival;

  it('brings back what it carries, once for each event', () => {
    expect(pressed({ act: 'stop', token: 'abc', chat: 'group', topic: 'omt_1' })).toMatchObject({
      kind: 'press',
      press: {
        id: 'ev-1:om_b1',
        chat: { id: 'oc_1', kind: 'group' },
        topic: 'omt_1',
        sender: { id: 'ou_u1' },
        action: 'stop',
        token: 'abc',
      },
    });
  });

  it.each([undefined, 'stop', {}, { act: 'stop' }, { act: 'delete', token: 'abc', chat: 'group' }])(
    'that carries %j is not ours',
    value => {
      expect(pressed(value)).toMatchObject({ kind: 'nothing' });
    },
  );

  it('is answered where it was pressed', () => {
    expect(questionOf('press-ev-1:om_b1')).toBe('om_b1');
    expect(questionOf('om_1')).toBe('om_1');
    expect(questionOf(undefined)).toBeUndefined();
    expect(questionOf('press-1')).toBeUndefined();
  });
});

describe('beside these', () => {
  it('a recalled message and a changed membership are told', () => {
    expect(read('im.message.recalled_v1', { message_id: 'om_1', chat_id: 'oc_1' }).arrival).toMatchObject({
      kind: 'recall',
      messageId: 'om_1',
      chat: { id: 'oc_1' },
    });
  });

  it.each([
    ['im.chat.member.bot.added_v1', 'joined'],
    ['im.chat.member.bot.deleted_v1', 'left'],
    ['im.chat.disbanded_v1', 'left'],
  ])('a %s tells that the bot has %s a group', (type, state) => {
    const arrival = {
      kind: 'membership',
      platform: 'feishu',
      chat: { id: 'oc_1', kind: 'group' },
      state,
      id: 'ev-1',
    };
    const told = (create_time?: string) => read(type, { chat_id: 'oc_1' }, { create_time }).arrival;
    for (const time of ['1700000000000', '1700000000000999'])
      expect(told(time)).toEqual({ ...arrival, at: 1_700_000_000_000 });
    expect(told('yesterday')).toEqual(arrival);
    expect(told()).toEqual(arrival);
  });

  it('a person who opens the chat with the bot makes it join, as long as nothing was said there', () => {
    const entered = (more = {}) =>
      read('im.chat.access_event.bot_p2p_chat_entered_v1', { chat_id: 'oc_1', ...more }).arrival;
    expect(entered()).toMatchObject({ kind: 'membership', chat: { kind: 'direct' }, state: 'joined' });
    expect(entered({ last_message_id: 'om_1' }).kind).toBe('nothing');
  });

  it.each(['im.message.message_read_v1', 'im.message.recalled_v1', 'im.message.receive_v1'])(
    'a %s of unknown shape means nothing',
    type => {
      expect(read(type, null).arrival).toMatchObject({ kind: 'nothing' });
    },
  );
});

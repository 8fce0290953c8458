import { describe, expect, it } from 'vitest';
import { isMembership, parseMembership } from '../../../adapters/dingtalk/parse/membership.ts';
import { readPress } from '../../../adapters/dingtalk/parse/press.ts';
import { parse } from '../../../adapters/dingtalk/parse.ts';

const direct = {
  msgId: 'msg-1',
  msgtype: 'text',
  text: { content: '你好' },
  createAt: 1_700_000_000_000,
  conversationType: '1',
  conversationId: 'cid1',
  openThreadId: 'cid1',
  senderId: '$:LWCP_v1:$abc',
  senderStaffId: 'staff1',
  senderNick: 'Li',
  senderCorpId: 'ding1',
  senderPlatform: 'Mac',
  isAdmin: false,
  chatbotUserId: '$:LWCP_v1:$bot',
  chatbotCorpId: 'ding1',
  robotCode: 'dingapp1',
  sessionWebhook: 'https://oapi.dingtalk.com/robot/sendBySession?session=s1',
  sessionWebhookExpiredTime: 1_700_005_400_000,
};

const group = {
  ...direct,
  conversationType: '2',
  conversationId: 'cid2==',
  conversationTitle: '测试群',
  isInAtList: true,
  atUsers: [{ dingtalkId: '$:LWCP_v1:$bot' }, { dingtalkId: '$:LWCP_v1:$u2', staffId: 'staff2' }],
  text: { content: '  今天天气怎么样' },
};

const arrivalOf = (payload: object) => {
  const parsed = parse(payload);
  return parsed === 'malformed' ? parsed : parsed.arrival;
};

describe('a message', () => {
  it('in a direct chat is for the bot, and tells where to answer and who is an administrator', () => {
    expect(parse(direct)).toEqual({
      arrival: {
        kind: 'message',
        author: 'person',
        address: 'direct',
        content: 'text',
        message: {
          platform: 'dingtalk',
          id: 'msg-1',
          chat: { id: 'cid1', kind: 'direct' },
          sender: { id: 'staff1', name: 'Li' },
          text: '你好',
          sentAt: 1_700_000_000_000,
        },
      },
      session: {
        url: 'https://oapi.dingtalk.com/robot/sendBySession?session=s1',
        expiresAt: 1_700_005_400_000,
      },
      encryptedId: '$:LWCP_v1:$abc',
      isAdmin: false,
    });
  });

  it('in a group is for the bot when it is in the list of who is mentioned', () => {
    expect(arrivalOf(group)).toMatchObject({
      address: 'mention',
      message: { chat: { id: 'cid2==', kind: 'group', title: '测试群' }, text: '今天天气怎么样' },
    });
  });

  it.each([
    ['by the flag alone', { atUsers: undefined }, 'mention'],
    ['by the list alone', { isInAtList: false }, 'mention'],
    ['of somebody else', { isInAtList: false, atUsers: [{ dingtalkId: '$:LWCP_v1:$u2' }] }, 'none'],
    ['of nobody', { isInAtList: false, atUsers: [] }, 'none'],
    ['that is not told', { isInAtList: undefined, atUsers: undefined }, 'none'],
    [
      'of nobody, where we have no id',
      { isInAtList: false, atUsers: [{}], chatbotUserId: undefined },
      'none',
    ],
  ])('in a group with a mention %s', (_, changes, address) => {
    expect(arrivalOf({ ...group, ...changes })).toMatchObject({ address });
  });

  it.each([undefined, ''])(
    'of an outsider, without an id of the organisation (%j), has the encrypted one',
    id => {
      expect(arrivalOf({ ...direct, senderStaffId: id, senderNick: undefined })).toMatchObject({
        message: { sender: { id: '$:LWCP_v1:$abc', name: '$abc' } },
      });
    },
  );

  it('of the bot itself is not answered', () => {
    expect(arrivalOf({ ...direct, senderId: direct.chatbotUserId })).toMatchObject({ author: 'bot' });
  });

  it('of a robot that is called something else came to us and is ours', () => {
    expect(arrivalOf({ ...direct, robotCode: 'another' })).toMatchObject({ address: 'direct' });
  });

  it('without an address to answer to, and without a word on who leads, is taken too', () => {
    const { sessionWebhook: _, isAdmin: __, ...less } = direct;
    expect(parse(less)).toEqual({ arrival: arrivalOf(direct), encryptedId: '$:LWCP_v1:$abc' });
  });

  it.each([
    ['null', null],
    ['text', 'hello'],
    ['empty', {}],
    ['without an id', { ...direct, msgId: '' }],
    ['without a chat', { ...direct, conversationId: undefined }],
    ['without a time', { ...direct, createAt: 'soon' }],
    ['without a sender', { ...direct, senderId: undefined, senderStaffId: undefined }],
  ])('that is %s is malformed', (_, payload) => {
    expect(parse(payload)).toBe('malformed');
  });
});

describe('what a message carries', () => {
  const carried = (msgtype: string, content: unknown) => {
    const arrival = arrivalOf({ ...direct, msgtype, text: undefined, content });
    return arrival === 'malformed' ? arrival : [arrival.content, arrival.message.text];
  };
  const rich = (...richText: unknown[]) => carried('richText', { richText });

  it.each([
    [
      'a voice that was understood',
      'audio',
      { recognition: ' 明天几点 ', downloadCode: 'd' },
      ['text', '明天几点'],
    ],
    ['a voice that was not', 'audio', { duration: 3000, downloadCode: 'd' }, ['voice', '']],
    ['a picture', 'picture', { downloadCode: 'd' }, ['picture', '']],
    ['a video', 'video', { downloadCode: 'd' }, ['video', '']],
    ['a file', 'file', { downloadCode: 'd', fileName: 'a.txt' }, ['file', '']],
    ['a kind that is new', 'constructor', {}, ['other', '']],
    ['rich text of an unknown shape', 'richText', 'text', ['text', '']],
  ])('is told: %s', (_, msgtype, content, expected) => {
    expect(carried(msgtype, content)).toEqual(expected);
  });

  it('is the words of rich text in their order', () => {
    const picture = { type: 'picture', downloadCode: 'd', pictureDownloadCode: 'p' };
    expect(rich({ text: '第一行\n' }, picture, { text: '第二行' })).toEqual(['text', '第一行\n第二行']);
    expect(rich(picture, picture)).toEqual(['picture', '']);
  });

  it('is rich text without the mention that begins it, which is ours, and with those of others', () => {
    const at = (atName: string) => ({ type: 'at', atName });
    expect(rich(at('言桥'), { text: ' 问问 ' }, at('小王'))).toEqual(['text', '问问 @小王']);
  });
});

describe('whom a message mentions', () => {
  const bot = { dingtalkId: direct.chatbotUserId };
  const wang = { dingtalkId: '$:LWCP_v1:$u2', staffId: 'manager807' };
  const guest = { dingtalkId: '$:LWCP_v1:$u3' };
  const mentionedBy = (changes: object) => {
    const arrival = arrivalOf({ ...group, ...changes });
    return arrival === 'malformed' ? arrival : arrival.message.mentions;
  };

  it('is told by staff id, or else by the encrypted one, each once, and never the bot', () => {
    expect(mentionedBy({ atUsers: [wang, bot, guest, wang] })).toEqual([
      { id: 'manager807', name: 'r807' },
      { id: '$:LWCP_v1:$u3', name: ':$u3' },
    ]);
  });

  it.each([
    ['one who is left in the text', '  禁言 @小王 2h', [wang, bot], ['小王']],
    ['one of two', ' @小王 你好', [wang, guest], ['r807', ':$u3']],
    ['one beside two names', ' @小王 @小李 你好', [wang], ['r807']],
    ['one whose name is cut out', '   你好', [wang], ['r807']],
  ])('has the name of %s', (_, content, atUsers, names) => {
    expect(mentionedBy({ text: { content }, atUsers })).toMatchObject(names.map(name => ({ name })));
  });

  it.each([
    ['only the bot', { atUsers: [bot] }],
    ['nobody', { atUsers: undefined }],
    ['somebody without any id', { atUsers: [{}, bot] }],
    ['somebody who may be the bot', { atUsers: [bot, guest], chatbotUserId: undefined }],
  ])('is nobody where it mentions %s', (_, changes) => {
    expect(mentionedBy(changes)).toBeUndefined();
  });
});

describe('an event of a group', () => {
  const payload = { openConversationId: 'cid2==', operator: 'staff1' };

  it.each([
    ['im_cool_app_install', 'joined'],
    ['im_cool_app_uninstall', 'left'],
    ['chat_disband', 'left'],
  ])('%s means that the bot %s', (eventType, state) => {
    expect(isMembership(eventType)).toBe(true);
    const arrival = {
      kind: 'membership',
      platform: 'dingtalk',
      chat: { id: 'cid2==', kind: 'group' },
      state,
      id: 'e1',
    };
    expect(parseMembership(eventType, 'e1', payload)).toEqual({ arrival });
    const coolAppCode = 'COOLAPP-1';
    expect(parseMembership(eventType, 'e1', { ...payload, coolAppCode })).toEqual({ arrival, coolAppCode });
    expect(parseMembership(eventType, 'e1', payload, 7).arrival).toEqual({ ...arrival, at: 7 });
  });

  it.each([undefined, null, {}, { openConversationId: '' }, { chatId: 'chat1' }])(
    'of another shape means nothing: %j',
    other => {
      expect(parseMembership('chat_disband', 'e1', other)).toMatchObject({ arrival: { kind: 'nothing' } });
    },
  );

  it.each(['chat_add_member', 'user_add_org', 'constructor', ''])('%j is none of ours', eventType => {
    expect(isMembership(eventType)).toBe(false);
  });
});

describe('a quotation', () => {
  const quoting = (repliedMsg: unknown, isReplyMsg: unknown = true) => {
    const arrival = arrivalOf({ ...direct, text: { content: '真的吗', isReplyMsg, repliedMsg } });
    return arrival === 'malformed' ? arrival : arrival.message.quoted;
  };
  const said = { msgType: 'text', msgId: 'm0', senderId: '$:LWCP_v1:$u2', senderNick: 'Wang' };

  it.each([
    ['text', { text: ' 明天下雨 ' }],
    [
      'rich text',
      { richText: [{ type: 'picture' }, { text: '明天' }, { msgType: 'text', content: '下雨' }] },
    ],
    ['a bare string', '明天下雨'],
  ])('of %s brings its words and who said them', (_, content) => {
    expect(quoting({ ...said, content })).toEqual({
      text: '明天下雨',
      fromBot: false,
      senderName: 'Wang',
      senderId: said.senderId,
    });
  });

  it('of the bot is known as such', () => {
    const ours = { ...said, senderId: direct.chatbotUserId, content: { text: '会' } };
    expect(quoting(ours)).toEqual({ text: '会', fromBot: true });
  });

  it.each([
    ['a card', { ...said, msgType: 'interactiveCard' }],
    ['a picture', { ...said, content: { downloadCode: 'd' } }],
    ['a shape that is new', 'm0'],
    ['nothing', undefined],
  ])('of %s is done without', (_, repliedMsg) => {
    expect(quoting(repliedMsg)).toBeUndefined();
  });

  it('that DingTalk denies is none', () => {
    expect(quoting({ ...said, content: { text: '明天下雨' } }, false)).toBeUndefined();
  });
});

describe('a pressed button', () => {
  const cardPrivateData = { actionIds: ['btn_stop'], params: {} };
  const pressed = {
    type: 'actionCallback',
    outTrackId: 'card-1',
    corpId: 'ding1',
    userId: 'staff1',
    spaceType: 'IM',
    spaceId: 'cid1',
    content: JSON.stringify({ cardPrivateData }),
    extension: '{}',
  };

  it.each([
    ['content, as text', {}],
    ['content, as an object', { content: { cardPrivateData } }],
    ['value, as text', { content: undefined, value: JSON.stringify({ cardPrivateData }) }],
    ['value, beside a content that is no JSON', { content: 'x', value: { cardPrivateData } }],
    ['its parameters', { content: { cardPrivateData: { params: { action: 'stop' } } } }],
  ])('is found in %s', (_, changes) => {
    expect(readPress({ ...pressed, ...changes })).toEqual({
      outTrackId: 'card-1',
      userId: 'staff1',
      action: 'stop',
    });
  });

  it.each([
    ['stop', 'stop'],
    ['retry', 'retry'],
    ['btn_retry', 'retry'],
    ['new', 'new'],
    ['btn_new', 'new'],
    ['like', undefined],
    ['constructor', undefined],
  ])('that is called %s means %s', (id, action) => {
    const content = JSON.stringify({ cardPrivateData: { actionIds: [id] } });
    expect(readPress({ ...pressed, content })?.action).toBe(action);
  });

  it.each([
    null,
    {},
    { ...pressed, userId: undefined },
    { ...pressed, outTrackId: '' },
    { ...pressed, content: 5 },
  ])('of another shape is not ours: %j', payload => {
    expect(readPress(payload)).toBeUndefined();
  });
});

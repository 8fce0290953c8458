const direct = {
  msgId: 'msg-1',
  msgtype: 'text',
  text: { content: '你好' },
  createAt: 1_700_000_000_000,
  conversationType: '1',
  conversationId: 'cid1',
  senderId: '$:LWCP_v1:$abc',
  senderStaffId: 'staff1',
  senderNick: 'Li',
  senderCorpId: 'ding1',
  isAdmin: false,
  chatbotUserId: '$:LWCP_v1:$bot',
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
};

const repliedMsg = { senderId: '$:LWCP_v1:$u2', senderNick: '王', content: { text: '明天下雨' } };

/** Messages to the robot, as DingTalk delivers them. */
export const messages: readonly unknown[] = [
  direct,
  group,
  { ...group, text: { content: ' 真的吗 @王', isReplyMsg: true, repliedMsg } },
  {
    ...group,
    msgtype: 'richText',
    text: undefined,
    content: {
      richText: [{ type: 'at', atName: '言桥' }, { text: '看' }, { type: 'picture', downloadCode: 'd' }],
    },
  },
  { ...direct, msgtype: 'audio', text: undefined, content: { recognition: '今天几号', duration: 3000 } },
  { ...direct, msgtype: 'file', text: undefined, content: { downloadCode: 'd', fileName: 'a.txt' } },
];

const frame = (type: string, topic: string, data: unknown, headers: object = {}) => ({
  specVersion: '1.0',
  type,
  headers: {
    appId: 'a-1',
    connectionId: 'c-1',
    contentType: 'application/json',
    messageId: 'm1',
    time: '1700000000000',
    topic,
    ...headers,
  },
  data: typeof data === 'string' ? data : JSON.stringify(data),
});

const cardPrivateData = { actionIds: ['stop'], params: { action: 'stop' } };

/** Frames of the stream. */
export const frames: readonly unknown[] = [
  ...messages.map(message => frame('CALLBACK', '/v1.0/im/bot/messages/get', message)),
  frame('CALLBACK', '/v1.0/card/instances/callback', {
    outTrackId: 'card-1',
    userId: 'staff1',
    content: JSON.stringify({ cardPrivateData }),
  }),
  frame(
    'EVENT',
    '*',
    { openConversationId: 'cid1', coolAppCode: 'app' },
    { eventType: 'im_cool_app_install', eventId: 'e1' },
  ),
  frame('EVENT', '*', { openConversationId: 'cid1' }, { eventType: 'chat_disband', eventId: 'e2' }),
  frame('SYSTEM', 'ping', { opaque: 'x' }),
];

/** Answers of both open platforms, of session webhooks and of the gateway. */
export const answers: readonly unknown[] = [
  { success: true, result: { deliverResults: [{ success: true }] } },
  { accessToken: 't-1', expireIn: 7200 },
  { endpoint: 'wss://gateway.example/connect', ticket: 't/1+2=' },
  { errcode: 0, errmsg: 'ok', media_id: '@m' },
  { errcode: 88, errmsg: 'ding talk error[subcode=90018,submsg=too fast]' },
  { errcode: 40_014, errmsg: '不合法的access_token' },
  { code: 'InvalidAuthentication', message: '不合法的access_token', requestid: 'r' },
  { code: 'Forbidden.AccessDenied', message: 'no', accessdenieddetail: { requiredScopes: ['Card.Write'] } },
  { processQueryKey: 'k', invalidStaffIdList: ['staff1'], flowControlledStaffIdList: [] },
];

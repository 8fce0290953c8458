/** Who we are in these events. */
export const bot = { appId: 'cli_0000000000000001', openId: 'ou_bot' } as const;

const event = (event_type: string, event: unknown) => ({
  schema: '2.0',
  header: {
    event_id: 'ev-1',
    event_type,
    create_time: '1700000000000',
    token: 'v-1',
    app_id: bot.appId,
    tenant_key: 'tk',
  },
  event,
});

const sender = {
  sender_id: { open_id: 'ou_u1', union_id: 'on_u1' },
  sender_type: 'user',
  tenant_key: 'tk',
};
const us = { key: '@_user_1', id: { open_id: bot.openId }, mentioned_type: 'bot', name: 'Ernie' };
const zed = { key: '@_user_12', id: { open_id: 'ou_z' }, mentioned_type: 'user', name: 'Zed' };

const said = (message: object) =>
  event('im.message.receive_v1', {
    sender,
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

const richText = JSON.stringify({
  title: '标题',
  content: [
    [
      { tag: 'at', user_id: '@_user_1' },
      { tag: 'text', text: ' 看 ' },
      { tag: 'a', text: '这里', href: 'https://a.example' },
    ],
    [{ tag: 'img', image_key: 'img_1' }],
    [
      { tag: 'code_block', language: 'GO', text: 'x := 1\n' },
      { tag: 'emotion', emoji_type: 'SMILE' },
    ],
  ],
});

const pressed = (value: unknown) =>
  event('card.action.trigger', {
    operator: { open_id: 'ou_u1' },
    token: 'c-abc',
    action: { tag: 'button', value },
    context: { open_message_id: 'om_b1', open_chat_id: 'oc_1' },
  });

/** Events as Feishu delivers them, decrypted. */
export const events: readonly unknown[] = [
  said({}),
  said({
    chat_type: 'group',
    chat_id: 'oc_2',
    content: '{"text":"@_user_1 问 @_user_12"}',
    mentions: [us, zed],
  }),
  said({ chat_type: 'group', message_type: 'post', content: richText, mentions: [us] }),
  said({
    chat_type: 'topic_group',
    thread_id: 'omt_1',
    root_id: 'om_0',
    parent_id: 'om_7',
    mentions: [us],
    content: '{"text":"@_user_1 好"}',
  }),
  said({ message_type: 'image', content: '{"image_key":"img_1"}' }),
  said({ content: '{"text":"/ban 张三"}' }),
  pressed({ act: 'stop', token: 'abc', chat: 'group', topic: 'omt_1' }),
  event('im.message.recalled_v1', { message_id: 'om_1', chat_id: 'oc_1' }),
  event('im.chat.member.bot.added_v1', { chat_id: 'oc_1' }),
  event('im.chat.disbanded_v1', { chat_id: 'oc_1' }),
  event('im.chat.access_event.bot_p2p_chat_entered_v1', { chat_id: 'oc_1' }),
];

/** Answers of the open platform. */
export const answers: readonly unknown[] = [
  { code: 0, msg: 'ok', data: { message_id: 'om_9' } },
  { code: 0, msg: 'ok', tenant_access_token: 't-1', expire: 7200 },
  { code: 0, msg: 'ok', bot: { open_id: bot.openId, app_name: '言桥' } },
  {
    code: 0,
    msg: 'ok',
    data: { items: [{ msg_type: 'text', body: { content: '{"text":"好"}' }, sender: { id: 'ou_1' } }] },
  },
  { code: 99_991_663, msg: 'Invalid access token for authorization.' },
  { code: 99_991_672, msg: 'Access denied. One of the following scopes is required: [im:chat:readonly]' },
  { code: 230_020, msg: 'frequency limit' },
];

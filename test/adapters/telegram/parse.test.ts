import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { updateReader } from '../../../adapters/telegram/intake/read-update.ts';
import { mentionsOf } from '../../../adapters/telegram/parse/mentions.ts';
import { parse } from '../../../adapters/telegram/parse.ts';
import { type Update, update } from '../../../adapters/telegram/wire.ts';
import type { Arrival } from '../../../src/message.ts';

const bot = { id: 900, username: 'ernie_bot' };
const group = { id: -1001234567890, type: 'supergroup', title: '测试' } as const;
const li = { id: 42, is_bot: false, first_name: 'Li' };
const ernie = { id: 900, is_bot: true, first_name: 'Ernie' };

const recorded = (name: string): Update =>
  update.parse(
    JSON.parse(readFileSync(new URL(`../../fixtures/telegram/${name}.json`, import.meta.url), 'utf8')),
  );

const meaning = (from: Update): Arrival => parse(from, bot, async () => {});

/** A group message, as Telegram would send it but for the fields given. */
function said(fields: object): Arrival {
  const message = { message_id: 8, date: 1_700_000_000, from: li, chat: group, ...fields };
  return meaning(update.parse({ update_id: 1, message }));
}

/** As `said`, when it must be a message. */
function message(fields: object) {
  const arrival = said(fields);
  if (arrival.kind !== 'message') throw new Error(`it is ${arrival.kind}`);
  return arrival;
}

const entity = (type: string, text: string, part: string) => ({
  type,
  offset: text.indexOf(part),
  length: part.length,
});

describe('what people say', () => {
  it('is read in a direct chat', () => {
    expect(meaning(recorded('direct'))).toEqual({
      kind: 'message',
      author: 'person',
      address: 'direct',
      content: 'text',
      message: {
        platform: 'telegram',
        id: '7',
        chat: { id: '42', kind: 'direct' },
        sender: { id: '42', name: 'Li Lei' },
        text: '你好',
        sentAt: 1_700_000_000_000,
      },
    });
  });

  it('is addressed by a mention in a group, which is cut from the text', () => {
    expect(meaning(recorded('group-mention'))).toMatchObject({
      kind: 'message',
      address: 'mention',
      message: {
        chat: { id: '-1001234567890', kind: 'group', title: '测试' },
        text: '请问 天气',
      },
    });
  });

  it('is addressed by a reply to the bot, and the marked part is the quotation', () => {
    const arrival = meaning(recorded('reply-to-bot'));
    expect(arrival).toMatchObject({
      address: 'reply',
      message: { quoted: { text: '明天有雨', fromBot: true, senderName: 'Ernie', senderId: '900' } },
    });
    expect(arrival).not.toHaveProperty('message.topic');
  });

  it('is not addressed when it merely stands in a topic that the bot opened', () => {
    const arrival = meaning(recorded('topic-implicit-reply'));
    expect(arrival).toMatchObject({ address: 'none', message: { topic: '20', text: '大家好' } });
    expect(arrival).not.toHaveProperty('message.quoted');
  });

  it('in the general topic has no topic', () => {
    const { message: read } = message({ text: '大家好', is_topic_message: true, message_thread_id: 1 });
    expect(read).not.toHaveProperty('topic');
  });

  it('by an anonymous admin has the sender that the group is', () => {
    expect(meaning(recorded('anonymous-admin'))).toMatchObject({
      author: 'anonymous-admin',
      address: 'mention',
      message: { sender: { id: '-1001234567890', name: '测试' }, text: '/new' },
    });
  });

  it('under a picture is a question, and an album has a name', () => {
    expect(meaning(recorded('album-photo'))).toMatchObject({
      content: 'text',
      album: '13600000000000001',
      message: { text: '这是什么花？' },
    });
  });

  it('may be edited', () => {
    expect(meaning(recorded('edited'))).toMatchObject({
      kind: 'edit',
      message: { id: '8', text: '请问 明天的天气', sentAt: 1_700_000_001_000 },
    });
  });

  it('quotes a caption, and somebody else', () => {
    const replied = { message_id: 3, date: 1, from: { ...li, first_name: 'Han' }, chat: group, photo: [] };
    expect(message({ text: '？', reply_to_message: { ...replied, caption: '猫' } }).message.quoted).toEqual({
      text: '猫',
      fromBot: false,
      senderName: 'Han',
      senderId: '42',
    });
    expect(message({ text: '？', reply_to_message: replied }).message.quoted).toMatchObject({
      text: '',
      senderId: '42',
    });
  });
});

describe('commands', () => {
  it.each([
    ['/help@ernie_bot x', 'mention', '/help x'],
    ['/help@Ernie_Bot', 'mention', '/help'],
    ['/help', 'none', '/help'],
  ])('%s is addressed: %s', (text, address, cut) => {
    const [part = ''] = text.split(' ');
    const arrival = message({ text, entities: [entity('bot_command', text, part)] });
    expect(arrival.address).toBe(address);
    expect(arrival.message.text).toBe(cut);
  });

  it('for another bot are nothing', () => {
    const entities = [entity('bot_command', '/help@other_bot', '/help@other_bot')];
    expect(said({ text: '/help@other_bot', entities }).kind).toBe('nothing');
  });
});

describe('mentions', () => {
  it.each([
    ['👍@ernie_bot hi', '👍 hi'],
    ['@ernie_bot 你好 @Ernie_Bot', '你好'],
    ['hello @ernie_bot world', 'hello world'],
    ['第一行\n@ernie_bot\n第二行', '第一行\n\n第二行'],
    ['@ernie_bot', ''],
  ])('are cut out of %j by Telegram’s offsets', (text, cut) => {
    const entities = [...text.matchAll(/@ernie_bot/gi)].map(({ index }) => ({
      type: 'mention',
      offset: index,
      length: 10,
    }));
    expect(mentionsOf(text, entities, bot)).toEqual({ us: true, anotherBot: false, people: [], text: cut });
  });

  it('by the name of a bot without a user name count too', () => {
    const text = '言桥 你好';
    const mention = { ...entity('text_mention', text, '言桥'), user: ernie };
    expect(message({ text, entities: [mention] })).toMatchObject({
      address: 'mention',
      message: { text: '你好' },
    });
  });

  it('of others stay in the text', () => {
    const text = '@han 你好';
    expect(message({ text, entities: [entity('mention', text, '@han')] })).toMatchObject({
      address: 'none',
      message: { text },
    });
  });

  it('count in a caption', () => {
    const caption = '@ernie_bot 这是谁';
    const fields = { caption, caption_entities: [entity('mention', caption, '@ernie_bot')], photo: [] };
    expect(message(fields)).toMatchObject({ address: 'mention', content: 'text' });
  });
});

describe('what is not text', () => {
  it.each([
    ['photo', 'picture'],
    ['voice', 'voice'],
    ['video_note', 'video'],
    ['document', 'file'],
    ['sticker', 'sticker'],
    ['location', 'place'],
    ['poll', 'other'],
  ])('%s is told as %s', (field, content) => {
    expect(message({ [field]: {} })).toMatchObject({ content, message: { text: '' } });
  });

  it('a moving picture, which is a document too, is a video', () => {
    expect(message({ animation: {}, document: {} }).content).toBe('video');
  });
});

describe('whom a message mentions', () => {
  const han = { id: 7, is_bot: false, first_name: 'Han', last_name: 'Mei' };

  it('are the people without a user name, who stand in the text by their whole name', () => {
    const text = '/ban@ernie_bot 韩 2h @li_lei 韩';
    const entities = [
      { ...entity('text_mention', text, '韩'), user: han },
      { type: 'text_mention', offset: text.lastIndexOf('韩'), length: 1, user: han },
      entity('bot_command', text, '/ban@ernie_bot'),
      entity('mention', text, '@li_lei'),
    ];
    expect(message({ text, entities }).message).toMatchObject({
      text: '/ban @Han Mei 2h @li_lei @Han Mei',
      mentions: [{ id: '7', name: 'Han Mei' }],
    });
  });

  it('is not told where it is nobody but the bot', () => {
    const text = '@ernie_bot 你好';
    const entities = [entity('mention', text, '@ernie_bot')];
    expect(message({ text, entities }).message).not.toHaveProperty('mentions');
  });
});

describe('who hides behind a chat', () => {
  const standIn = { id: 1087968824, is_bot: true, first_name: 'Group' };

  it('is an anonymous admin who has the id of the group', () => {
    expect(message({ text: 'hi', from: standIn, sender_chat: group })).toMatchObject({
      author: 'anonymous-admin',
      message: { sender: { id: String(group.id), name: '测试' } },
    });
  });

  it('is a member who has the id of the channel in whose name it speaks', () => {
    const channel = { id: -5, type: 'channel', title: '日报' };
    expect(message({ text: 'hi', from: standIn, sender_chat: channel })).toMatchObject({
      author: 'person',
      message: { sender: { id: '-5', name: '日报' } },
    });
  });
});

describe('who is no person', () => {
  it.each([
    ['another bot', { from: { ...ernie, id: 901 } }, 'bot'],
    ['a person through another bot', { via_bot: { ...ernie, id: 901 } }, 'bot'],
    ['somebody who speaks as another group', { sender_chat: { id: -5, type: 'supergroup' } }, 'channel'],
  ])('%s is told', (_who, fields, author) => {
    expect(message({ text: 'hi', ...fields }).author).toBe(author);
  });

  it('a channel whose post is copied into the group is told', () => {
    expect(meaning(recorded('automatic-forward'))).toMatchObject({ author: 'channel', address: 'none' });
  });

  it.each([
    ['the bot itself', { from: ernie, text: 'hi' }],
    ['a post in a channel', { from: undefined, chat: { ...group, type: 'channel' }, text: 'hi' }],
    ['a topic that opens', { forum_topic_created: { name: '周报' } }],
  ])('%s means nothing', (_what, fields) => {
    expect(said(fields).kind).toBe('nothing');
  });

  it('somebody who joins means nothing', () => {
    expect(meaning(recorded('new-member')).kind).toBe('nothing');
  });
});

describe('what happens to a chat', () => {
  it('a group that becomes a supergroup moves', () => {
    expect(meaning(recorded('migration'))).toEqual({
      kind: 'migration',
      platform: 'telegram',
      from: '-4001',
      to: '-1001234567890',
      at: 1_700_000_007_000,
    });
  });

  it('a group that is said to move to where it is keeps what is set there', () => {
    for (const field of ['migrate_to_chat_id', 'migrate_from_chat_id'])
      expect(said({ [field]: group.id }).kind).toBe('nothing');
  });

  it('a person who blocks the bot makes it leave', () => {
    expect(meaning(recorded('blocked'))).toMatchObject({
      kind: 'membership',
      chat: { id: '42', kind: 'direct' },
      state: 'left',
      at: 1_700_000_008_000,
    });
  });

  it('at a time that no date can hold, a change of its place is not read', () => {
    const { update_id, my_chat_member: change } = recorded('blocked');
    const at = (date: number) => update.safeParse({ update_id, my_chat_member: { ...change, date } }).success;
    expect([8.64e12, 8.64e12 + 1, -1].map(at)).toEqual([true, false, false]);
  });

  it('the bot joins a group once, also when it becomes an admin later', () => {
    expect(meaning(recorded('joined-group'))).toMatchObject({ kind: 'membership', state: 'joined' });
    const promotion = {
      chat: group,
      date: 1_700_000_000,
      old_chat_member: { status: 'member' },
      new_chat_member: { status: 'administrator' },
    };
    expect(meaning({ update_id: 1, my_chat_member: promotion }).kind).toBe('nothing');
    const posting = {
      ...promotion,
      chat: { ...group, type: 'channel' as const },
      old_chat_member: { status: 'left' },
    };
    expect(meaning({ update_id: 1, my_chat_member: posting }).kind).toBe('nothing');
  });
});

describe('the Stop button', () => {
  it('brings its token back, and whoever pressed it can be answered', async () => {
    const answers: unknown[] = [];
    const arrival = parse(recorded('callback'), bot, async (...answer) => void answers.push(answer));
    if (arrival.kind !== 'press') throw new Error(`it is ${arrival.kind}`);
    await arrival.press.answer('好的');
    expect(arrival.press).toMatchObject({
      chat: { id: '42', kind: 'direct' },
      sender: { id: '42' },
      action: 'stop',
      token: 'abc',
    });
    expect(answers).toEqual([['55', '好的']]);
  });

  it('of somebody else means nothing', () => {
    expect(meaning({ update_id: 1, callback_query: { id: '1', from: li, data: 'vote:1' } }).kind).toBe(
      'nothing',
    );
  });
});

describe('an update that cannot be read', () => {
  const read = updateReader(bot, async () => {});

  it('means nothing when it has at least its number', () => {
    expect(read({ update_id: 5, message: { text: 1 } })).toMatchObject({
      updateId: 5,
      arrival: { kind: 'nothing' },
    });
  });

  it('is none without a number', () => {
    expect(read({ message: {} })).toBeUndefined();
    expect(read('x')).toBeUndefined();
  });
});

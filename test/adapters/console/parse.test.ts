import { describe, expect, test } from 'vitest';
import { mentionsOf } from '../../../adapters/console/parse/mentions.ts';
import { mentioning, parse } from '../../../adapters/console/parse.ts';
import type { PlaygroundChat, PlaygroundMessage } from '../../../src/playground.ts';

const li = { id: 'li', name: 'Li', role: 'member' } as const;
const long = { id: 'long', name: 'Li Ming', role: 'member' } as const;
const odd = { id: 'odd', name: 'Ann-Marie (x|y)', role: 'member' } as const;
const people = [li, long, odd];

const group: PlaygroundChat = { id: 'g', kind: 'group', title: '群', people, present: true };
const direct: PlaygroundChat = { id: 'd', kind: 'direct', title: 'Li', people: [li], present: true };

const said = (text: string, chat = group, answers?: PlaygroundMessage) =>
  parse('message', { id: 'x1', chat, by: li, text, answers, at: 7 });

const bots: PlaygroundMessage = { id: 'b', chat: 'g', from: 'bot', html: '<p>答</p>', text: '答', at: 1 };

describe('a name behind an @', () => {
  test.each([
    ['@言桥 你好', '你好'],
    ['你好@言桥', '你好'],
    ['问@Yanqiao，好吗', '问，好吗'],
    ['/help@yanqiao', '/help'],
    ['@言桥\n/help', '/help'],
  ])('is the bot in %j', (text, rest) => {
    expect(mentionsOf(text, people)).toMatchObject({ us: true, people: [], text: rest });
  });

  test.each(['me@yanqiao.example', '@yanqiaoo', '言桥', 'a/b@yanqiao', '@'])('is nobody in %j', text => {
    expect(mentionsOf(text, people)).toMatchObject({ us: false, people: [], text });
  });

  test('is a person of the chat, the longer name where two begin alike, each once', () => {
    const found = mentionsOf('@li 和 @Li Ming 和 @LI', people);
    expect(found.people.map(({ id }) => id)).toEqual(['li', 'long']);
    expect(found.text).toBe('@li 和 @Li Ming 和 @LI');
  });

  test('may have signs in it', () => {
    expect(mentionsOf('问 @Ann-Marie (x|y)', people).people).toEqual([{ id: 'odd', name: odd.name }]);
  });
});

describe('in a group', () => {
  test.each([
    ['@言桥 你好', undefined, 'mention'],
    ['你好', bots, 'reply'],
    ['你好', undefined, 'none'],
    ['你好', { ...bots, from: { id: 'long', name: 'Li Ming' } }, 'none'],
  ] as const)('%j is addressed as it is', (text, answers, address) => {
    expect(said(text, group, answers).address).toBe(address);
  });

  test('who mentions the bot by the button need not write its name, and writes it once', () => {
    expect(mentioning('你好', group)).toBe('@言桥 你好');
    expect(mentioning('你好 @yanqiao', group)).toBe('你好 @yanqiao');
    expect(mentioning('你好', direct)).toBe('你好');
  });
});

test('a direct message is for the bot, and is told in our words', () => {
  expect(said('你好', direct)).toEqual({
    kind: 'message',
    author: 'person',
    address: 'direct',
    content: 'text',
    message: {
      platform: 'console',
      id: 'x1',
      chat: { id: 'd', kind: 'direct', title: 'Li' },
      sender: { id: 'li', name: 'Li' },
      text: '你好',
      sentAt: 7,
    },
  });
});

test('a quoted file has a sender and no text', () => {
  const file = { ...bots, text: '对话.md', file: { name: '对话.md' } };
  expect(said('这是什么', direct, file).message).toMatchObject({ quoted: { text: '', fromBot: true } });
});

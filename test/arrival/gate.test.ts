import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gate, type MessageArrival } from '../../src/arrival/gate.ts';
import type { IncomingMessage } from '../../src/message.ts';

const now = 1_700_000_000_000;
const hourMs = 3_600_000;

function arrival(
  message: Partial<IncomingMessage> = {},
  facts: Partial<Omit<MessageArrival, 'message' | 'kind'>> = {},
): MessageArrival {
  return {
    kind: 'message',
    author: 'person',
    address: 'direct',
    content: 'text',
    ...facts,
    message: {
      platform: 'telegram',
      id: '1',
      chat: { id: '7', kind: 'direct' },
      sender: { id: '7', name: 'Li' },
      text: '你好',
      sentAt: now,
      ...message,
    },
  };
}

const group = { id: '-100', kind: 'group' } as const;
const verdict = (...args: Parameters<typeof arrival>) => gate(arrival(...args), now, hourMs);

test('a direct message is a question', () => {
  expect(verdict()).toEqual({ kind: 'question', message: arrival().message });
});

test('in a group only what is addressed to the bot is answered', () => {
  expect(verdict({ chat: group }, { address: 'mention' }).kind).toBe('question');
  expect(verdict({ chat: group }, { address: 'reply' }).kind).toBe('question');
  expect(verdict({ chat: group }, { address: 'none' })).toEqual({ kind: 'ignore', why: 'not addressed' });
});

test('a command that a group does not address to the bot is for somebody else', () => {
  expect(verdict({ chat: group, text: '/help' }, { address: 'none' }).kind).toBe('ignore');
  expect(verdict({ chat: group, text: '/help' }, { address: 'mention' }).kind).toBe('command');
});

test('an admin without a name is a person; bots and channels are not', () => {
  expect(verdict({}, { author: 'anonymous-admin' }).kind).toBe('question');
  expect(verdict({}, { author: 'bot' }).kind).toBe('ignore');
  expect(verdict({}, { author: 'channel' }).kind).toBe('ignore');
});

test('a message that is too old is not answered any more', () => {
  expect(verdict({ sentAt: now - hourMs }).kind).toBe('question');
  expect(verdict({ sentAt: now - hourMs - 1 })).toEqual({ kind: 'ignore', why: 'too old' });
});

test('a platform whose clock is ahead is answered', () => {
  expect(verdict({ sentAt: now + hourMs }).kind).toBe('question');
});

test.each([
  ['/help', 'help', ''],
  ['/HELP', 'help', ''],
  ['/帮助', '帮助', ''],
  ['/forget-me', 'forget-me', ''],
  ['/persona  你是\n  一位老师 ', 'persona', '你是\n  一位老师'],
  ['/params\ttop_p 0.8', 'params', 'top_p 0.8'],
  ['/人设 You are kind', '人设', 'You are kind'],
])('%j is a command', (text, name, args) => {
  expect(verdict({ text })).toEqual({ kind: 'command', name, args });
});

test.each(['/usr/bin/env 是什么', '/', '/ help', '//help', '/2', '/help,', '/help帮助', 'see /help', '/-x'])(
  '%j is a question',
  text => {
    expect(verdict({ text }).kind).toBe('question');
  },
);

test('what is not text gets words, when it was addressed to the bot', () => {
  expect(verdict({ text: '' }, { content: 'voice' })).toEqual({ kind: 'words', reason: 'voice' });
  expect(verdict({ text: '', chat: group }, { content: 'voice', address: 'none' }).kind).toBe('ignore');
});

test('a mention under a quoted message asks about that message', () => {
  const quoted = { text: ' 天为什么是蓝的？ ', fromBot: false, senderName: 'Wang' };
  const kept = { ...quoted, text: '' };
  const { message } = arrival({ text: '天为什么是蓝的？', chat: group, quoted: kept });
  expect(verdict({ text: '', chat: group, quoted }, { address: 'mention' })).toEqual({
    kind: 'question',
    message,
  });
});

test('a mention and nothing more gets words', () => {
  expect(verdict({ text: '', chat: group }, { address: 'mention' })).toEqual({ kind: 'empty' });
  expect(verdict({ text: ' ', quoted: { text: '', fromBot: true } })).toEqual({ kind: 'empty' });
});

test('an edit is judged as a message is', () => {
  const edit: MessageArrival = { ...arrival({ text: '/stop' }), kind: 'edit' };
  expect(gate(edit, now, hourMs)).toEqual({ kind: 'command', name: 'stop', args: '' });
});

test('any text that is not empty is a command or the very same question', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      const given = verdict({ text });
      if (given.kind === 'question') expect(given.message.text).toBe(text);
      else expect(given.kind).toBe(text.trim() === '' ? 'empty' : 'command');
    }),
  );
});

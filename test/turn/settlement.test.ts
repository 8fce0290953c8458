import { expect, test } from 'vitest';
import type { LastTurn } from '../../src/turn/last-turn.ts';
import type { Outcome } from '../../src/turn/outcome.ts';
import { type Ended, settlementOf } from '../../src/turn/settlement.ts';
import { aMessage } from '../support/messages.ts';
import { words } from '../support/turn-world.ts';

const message = aMessage({ text: '你好', sentAt: 7 });
const target = { chat: message.chat, questionId: message.id };
const record = { sheet: 1 };
const spent = { model: 'script', calls: 1, usage: { promptTokens: 2, completionTokens: 3 } };
const answered: Outcome = {
  kind: 'answered',
  markdown: '好。',
  failed: false,
  remembered: '好。',
  forget: false,
  spent,
};
const failed: Outcome = { kind: 'failed', markdown: '…', failed: true, forget: false, spent };
const cleared: Outcome = { kind: 'cleared', markdown: '…', failed: false, forget: true, spent };

const settle = (outcome: Outcome, changes: Partial<Ended> = {}) =>
  settlementOf({ message, target, record, outcome, replaced: undefined, ...changes }, [], words, 3000);
const taken = { reply: true, tokens: 5 };
const before = (remembered: boolean): LastTurn => ({ message, target, record, remembered });
const round = {
  question: '你好',
  answer: '好。',
  messageId: message.id,
  senderId: 'u1',
  senderName: '小李',
  at: 7,
};

test('an answer is appended to the history, and can be tried again', () => {
  expect(settle(answered)).toEqual({
    history: 'append',
    round,
    last: { message, target, record, remembered: true },
    counts: [],
    taken,
  });
});

test('a failure leaves no trace in the history, and can be tried again', () => {
  expect(settle(failed)).toEqual({
    history: 'nothing',
    last: { message, target, record, remembered: false },
    counts: [],
    taken: { reply: false, tokens: 5 },
  });
});

test('a new answer takes the place of the old round, or is appended where the old one left none', () => {
  expect(settle(answered, { replaced: before(true) }).history).toBe('replace');
  expect(settle(answered, { replaced: before(false) }).history).toBe('append');
});

test('a retry that fails keeps the old round', () => {
  expect(settle(failed, { replaced: before(true) })).toMatchObject({
    history: 'nothing',
    last: { remembered: true },
  });
});

test('what must be forgotten clears the history, and leaves nothing to try again', () => {
  expect(settle(cleared)).toEqual({ history: 'clear', counts: [], taken });
});

test('where nothing was shown there is nothing to answer anew in', () => {
  expect(settle(answered, { record: undefined })).toEqual({ history: 'append', round, counts: [], taken });
});

test('what ended before any call of the model began counts in no quota', () => {
  const stopped = { ...answered, kind: 'stopped', spent: { model: 'script', calls: 0 } } as const;
  expect(settle(stopped).taken).toEqual({ reply: false, tokens: 0 });
});

test('an answer that another version of the bot made, and had not settled, is settled', () => {
  const { spent: _, ...older } = answered;
  expect(settle(older).taken).toEqual({ reply: true, tokens: 0 });
});

test('a round knows whose words its question quotes, where that is a person', () => {
  const quoted = { text: '明天下雨', senderId: 'u2' };
  const settled = (fromBot: boolean) =>
    settle(answered, { message: { ...message, quoted: { ...quoted, fromBot } } }).round?.quotedId;
  expect([settled(false), settled(true)]).toEqual(['u2', undefined]);
});

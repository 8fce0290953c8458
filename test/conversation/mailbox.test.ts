import { afterEach, beforeEach, expect, test } from 'vitest';
import { openChatSettings } from '../../src/chat-settings.ts';
import { systemClock } from '../../src/clock.ts';
import { type Mailbox, openMailbox } from '../../src/conversation/mailbox.ts';
import { beginTurns } from '../../src/conversation/ownership.ts';
import { messageKey } from '../../src/message.ts';
import { aMessage } from '../support/messages.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
let mailbox: Mailbox;
beforeEach(() => {
  space = openSpace();
  mailbox = openMailbox(space.redis, space.keys, { queueLimit: 3, conversationTtlMs: 60_000 });
});
afterEach(() => space.close());

const ask = (text: string) => ({ message: aMessage({ text }), retry: false });
const texts = async () => (await mailbox.waiting('c')).questions.map(({ message }) => message.text);

test('a message that is delivered again is accepted once', async () => {
  const question = ask('once');
  expect(await mailbox.accept('c', question)).toBe('accepted');
  expect(await mailbox.accept('c', question)).toBe('accepted');
  expect(await texts()).toEqual(['once']);
});

test('messages wait in the order in which they came', async () => {
  for (const text of ['one', 'two', 'three']) await mailbox.accept('c', ask(text));
  expect(await texts()).toEqual(['one', 'two', 'three']);
});

test('a message that finds the mailbox full stays turned away when it is delivered again', async () => {
  for (const text of ['one', 'two', 'three']) await mailbox.accept('c', ask(text));
  const fourth = ask('four');
  expect(await mailbox.accept('c', fourth)).toBe('full');
  const [first] = (await mailbox.waiting('c')).questions;
  await mailbox.withdraw('c', [messageKey((first as { message: typeof fourth.message }).message)]);
  expect(await mailbox.accept('c', fourth)).toBe('full');
});

test('what comes while the bot is paused, here or everywhere, stays refused; what was accepted before stays accepted', async () => {
  const before = ask('before');
  await mailbox.accept('c', before);
  const chats = openChatSettings(space.redis, space.keys);
  for (const where of ['paper:c1', 'all']) {
    await chats.setPaused(where, true);
    const question = ask('meanwhile');
    expect(await mailbox.accept('c', question)).toBe('paused');
    expect(await mailbox.accept('c', before)).toBe('accepted');
    await chats.setPaused(where, false);
    expect(await mailbox.accept('c', question)).toBe('paused');
  }
  await mailbox.accept('c', ask('after'));
  expect(await texts()).toEqual(['before', 'after']);
});

test('an edit is taken over while its question waits, and not once its answer has begun', async () => {
  const question = ask('before');
  await mailbox.accept('c', question);
  expect(await mailbox.replace('c', { ...question.message, text: 'after' })).toBe(true);
  expect(await texts()).toEqual(['after']);
  await beginTurns(space.redis, space.keys, 60_000, systemClock)('c');
  expect(await mailbox.replace('c', { ...question.message, text: 'too late' })).toBe(false);
  expect(await texts()).toEqual(['after']);
});

test('an edit of what does not wait here changes nothing', async () => {
  expect(await mailbox.replace('c', aMessage())).toBe(false);
  expect(await texts()).toEqual([]);
});

test('a withdrawn question leaves no trace but that it was seen', async () => {
  const question = ask('never mind');
  await mailbox.accept('c', question);
  expect(await mailbox.withdraw('c', [messageKey(question.message)])).toBe(1);
  expect(await texts()).toEqual([]);
  expect(await space.redis.zcard(space.keys.pending)).toBe(0);
  await mailbox.accept('c', question);
  expect(await texts()).toEqual([]);
});

test('a question whose answer has begun cannot be withdrawn', async () => {
  const question = ask('begun');
  await mailbox.accept('c', question);
  await beginTurns(space.redis, space.keys, 60_000, systemClock)('c');
  expect(await mailbox.withdraw('c', [messageKey(question.message)])).toBe(0);
  expect(await texts()).toEqual(['begun']);
});

test('every key that a conversation leaves behind has a life', async () => {
  await mailbox.accept('c', ask('one'));
  await mailbox.forget('c', 'the command');
  const turn = await beginTurns(space.redis, space.keys, 60_000, systemClock)('c');
  await turn?.settle({ history: 'nothing', counts: [] });
  for (const key of await space.allKeys()) expect([key, await space.redis.pttl(key)]).not.toEqual([key, -1]);
});

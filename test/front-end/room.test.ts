import { expect, test } from 'vitest';
import { newsIn, withMessage, withoutMessage } from '../../console/playground/room.ts';
import type { PlaygroundMessage } from '../../src/playground.ts';

const message = (id: string, at: number, more: Partial<PlaygroundMessage> = {}): PlaygroundMessage => ({
  id,
  chat: 'c',
  from: 'bot',
  html: '',
  text: id,
  at,
  ...more,
});
const ids = (room: readonly PlaygroundMessage[]) => room.map(({ id }) => id);

test('a message stands where its time says, also when it comes late', () => {
  const room = [message('a', 1), message('c', 3)];
  expect(ids(withMessage(room, message('b', 2)))).toEqual(['a', 'b', 'c']);
  expect(ids(withMessage(room, message('d', 3)))).toEqual(['a', 'c', 'd']);
});

test('a message that has changed stays where it is', () => {
  const room = withMessage([message('a', 1), message('b', 2)], message('a', 1, { text: 'new' }));
  expect(room.map(({ text }) => text)).toEqual(['new', 'b']);
});

test('a message that was taken back is gone', () => {
  expect(ids(withoutMessage([message('a', 1), message('b', 2)], 'a'))).toEqual(['b']);
});

test('of an answer, its begin and its end are news, and what people say is none', () => {
  const growing = message('a', 1, { state: 'growing' });
  const done = message('a', 1, { state: 'done' });
  expect(newsIn(undefined, growing)).toBe('begins');
  expect(newsIn(growing, growing)).toBeUndefined();
  expect(newsIn(growing, done)).toBe('ends');
  expect(newsIn(growing, message('a', 1, { state: 'failed' }))).toBe('ends');
  expect(newsIn(done, done)).toBeUndefined();
  expect(newsIn(undefined, done)).toBe('ends');
  expect(newsIn(undefined, message('a', 1, { from: { id: 'ada', name: 'Ada' } }))).toBeUndefined();
});

import { expect, test } from 'vitest';
import { catchUp } from '../../console/playground/catch-up.ts';
import type { PlaygroundMessage } from '../../src/playground.ts';

const message = (id: string, at: number, text = id): PlaygroundMessage => ({
  id,
  chat: 'c',
  from: 'bot',
  html: '',
  text,
  at,
});

test('what was heard while a chat was read is not put back to what it was before', () => {
  const meanwhile = catchUp();
  meanwhile.heard(message('a', 1, 'whole'));
  meanwhile.heard(message('c', 3));
  meanwhile.gone('b');
  const room = meanwhile.onto([message('a', 1, 'half'), message('b', 2)]);
  expect(room.map(({ text }) => text)).toEqual(['whole', 'c']);
});

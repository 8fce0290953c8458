import { expect, test } from 'vitest';
import { newId, openSayings } from '../../console/playground/sayings.ts';

test('what is sent again keeps its id; what was accepted, or is something else, has another', () => {
  const ids = ['1', '2', '3'];
  const sayings = openSayings(() => ids.shift() ?? '');
  expect(sayings.idOf({ chat: 'a', text: 'hi' })).toBe('1');
  expect(sayings.idOf({ chat: 'a', text: 'hi' })).toBe('1');
  expect(sayings.idOf({ chat: 'b', text: 'hi' })).toBe('2');
  sayings.accepted();
  expect(sayings.idOf({ chat: 'b', text: 'hi' })).toBe('3');
});

test('an id is one that the playground takes', () => {
  expect(newId()).toMatch(/^[\w-]{1,40}$/);
  expect(newId()).not.toBe(newId());
});

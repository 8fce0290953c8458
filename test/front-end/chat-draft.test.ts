import { expect, test } from 'vitest';
import { chatOf } from '../../console/playground/chat-draft.ts';

test('names are told apart by commas of either script; the first one runs the group', () => {
  expect(chatOf('group', ' Tea ', 'Ada，小林、Bo, ').people).toEqual([
    { name: 'Ada', role: 'chat-admin' },
    { name: '小林', role: 'member' },
    { name: 'Bo', role: 'member' },
  ]);
});

test('a direct chat has one person in it, who runs nothing', () => {
  expect(chatOf('direct', ' Tea ', 'Ada, Bo')).toEqual({
    kind: 'direct',
    title: 'Tea',
    people: [{ name: 'Ada', role: 'member' }],
  });
});

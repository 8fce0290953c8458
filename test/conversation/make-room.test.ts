import { expect, test } from 'vitest';
import { dropHistory, makeRoom, tokensOf } from '../../src/conversation/make-room.ts';
import type { PromptMessage } from '../../src/model.ts';

const call = { id: '1', name: 'weather', arguments: '{}' };
const user = (content: string): PromptMessage => ({ role: 'user', content });
const answer = (content: string): PromptMessage => ({ role: 'assistant', content });
const calling: PromptMessage = { role: 'assistant', content: '', calls: [call] };
const result = (content: string): PromptMessage => ({ role: 'function', call, content });
const history = [user('一'.repeat(5)), answer('二'.repeat(5)), user('三'.repeat(5)), answer('四'.repeat(5))];
const contents = (messages: readonly PromptMessage[]) => messages.map(({ content }) => content);

test('the oldest rounds of the history go, whole, and the question stays', () => {
  const own = [user('问'.repeat(5))];
  expect(dropHistory({ history, own }, 25)).toEqual({ history, own });
  expect(dropHistory({ history, own }, 24)).toEqual({ history: history.slice(2), own });
  expect(dropHistory({ history, own }, 1)).toEqual({ history: [], own });
});

test('what a function gave back is whole as long as there is history to let go', () => {
  const own = [user('问'), calling, result('果'.repeat(20))];
  const made = makeRoom({ history, own }, tokensOf(own) + 10);
  expect(made).toEqual({ history: history.slice(2), own });
});

test('what functions gave back is shortened, the longest first, and the call is not separated from it', () => {
  const own = [user('问'), calling, result('短'), calling, result('长'.repeat(100))];
  const room = tokensOf([user('问'), calling, result('短'), calling]) + 10;
  const made = makeRoom({ history, own }, room);
  expect(contents(made.own)).toEqual(['问', '', '短', '', `${'长'.repeat(10)}…`]);
  expect(made.history).toEqual([]);
});

import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { messagesOf } from '../../src/generation/ernie/messages.ts';
import type { Act } from '../support/scripted-model.ts';
import { openSpace, type Space } from '../support/space.ts';
import { openTurnWorld } from '../support/turn-world.ts';

let space: Space;
beforeEach(() => {
  space = openSpace();
});
afterEach(() => space.close());

const act = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Act>('甲乙丙丁。', '一二三四。', '风\n\n花', ' ') },
  { weight: 1, arbitrary: fc.constant<Act>({ think: '想一想。' }) },
);
const end = fc.oneof(
  fc.constant<Act[]>([]),
  fc.constant<Act[]>([{ call: { weather: {} } }]),
  fc.constant<Act[]>([{ call: { weather: {}, broken: {}, unknown: {} } }]),
  fc.constant<Act[]>([{ end: { truncated: true } }]),
  fc.constant<Act[]>([{ call: { weather: {} } }, { end: { truncated: true } }]),
  fc.constant<Act[]>([{ fail: 'broken' }]),
  fc.constant<Act[]>([{ fail: 'quota' }]),
  fc.constant<Act[]>([{ fail: 'unsafe' }]),
  fc.constant<Act[]>([{ end: { forget: true } }]),
);
const call = fc.tuple(fc.array(act, { maxLength: 3 }), end).map(([acts, last]) => [...acts, ...last]);

/** User and assistant take turns, a function answers in a user's place, and every call has its result (the document's rules). */
function isWellFormed(messages: ReturnType<typeof messagesOf>): boolean {
  const roles = messages.map(({ role }) => (role === 'function' ? 'user' : role));
  const alternate = roles.every((role, index) => role === (index % 2 === 0 ? 'user' : 'assistant'));
  const answered = messages.every(
    (message, index) => !('function_call' in message) || messages[index + 1]?.role === 'function',
  );
  const called = messages.every(
    (message, index) => message.role !== 'function' || 'function_call' in (messages[index - 1] ?? {}),
  );
  return messages.length % 2 === 1 && alternate && answered && called;
}

test('whatever a model does, a turn ends, in one message, and every request keeps to the document', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 8 }), async calls => {
      await space.redis.del(...(await space.allKeys()), 'none');
      const world = openTurnWorld(space);
      world.functions.scripts = {
        weather: () => '果'.repeat(900),
        broken: () => Promise.reject(new Error('boom')),
      };
      world.model.calls = calls;
      for (const question of ['问一', '问二']) {
        await world.ask(question);
        expect(await world.takeTurn()).toBe(0);
      }
      expect(world.paper.sheets.map(({ finished }) => finished)).toEqual([true, true]);
      // Five steps with functions, going on, and three attempts of each.
      expect(world.model.prompts.length).toBeLessThanOrEqual(2 * 7 * 3);
      for (const { messages } of world.model.prompts) {
        expect(messages.map(({ role }) => role)).toSatisfy(() => isWellFormed(messagesOf(messages)));
      }
      expect(world.counted.map(({ calls: made }) => made ?? 0).reduce((a, b) => a + b)).toBe(
        world.model.prompts.length,
      );
    }),
    { numRuns: 60 },
  );
});

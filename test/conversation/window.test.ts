import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fit } from '../../src/conversation/window.ts';
import { estimateTokens } from '../../src/tokens.ts';

const limits = { contextTokens: 20, questionTokens: 10 };
const round = (question: string, answer: string) => ({ question, answer });

test('a first question goes alone', () => {
  expect(fit([], '你好', 0, limits)).toEqual({
    kind: 'fits',
    room: 20,
    messages: [{ role: 'user', content: '你好' }],
  });
});

test('what was said before goes along, oldest first', () => {
  expect(fit([round('一', '二'), round('三', '四')], '五', 0, limits)).toEqual({
    kind: 'fits',
    room: 20,
    messages: [
      { role: 'user', content: '一' },
      { role: 'assistant', content: '二' },
      { role: 'user', content: '三' },
      { role: 'assistant', content: '四' },
      { role: 'user', content: '五' },
    ],
  });
});

test('the oldest rounds are dropped, whole, and none is skipped to reach an older one', () => {
  const rounds = [round('一', '二'), round('三'.repeat(10), '四'.repeat(10)), round('五', '六')];
  const window = fit(rounds, '七', 0, limits);
  expect(window.kind === 'fits' && window.messages.map(message => message.content)).toEqual([
    '五',
    '六',
    '七',
  ]);
});

test('the persona and the functions take their part of the room', () => {
  const rounds = [round('一'.repeat(6), '二'.repeat(6))];
  const lengths = (beside: number) => {
    const window = fit(rounds, '三', beside, limits);
    return window.kind === 'fits' && window.messages.length;
  };
  expect(lengths(7)).toBe(3);
  expect(lengths(8)).toBe(1);
});

test('a question that is too long by itself is refused with its size', () => {
  expect(fit([], '长'.repeat(10), 0, limits).kind).toBe('fits');
  expect(fit([], '长'.repeat(11), 0, limits)).toEqual({ kind: 'too-long', tokens: 11, limit: 10 });
});

test('a question for which the persona leaves no room is refused too', () => {
  expect(fit([], '问'.repeat(5), 16, limits)).toEqual({ kind: 'too-long', tokens: 5, limit: 4 });
});

const text = fc.oneof(
  fc.constant(''),
  fc.string({ unit: fc.constantFrom('问', '答', 'a', ' ', '。'), maxLength: 12 }),
);
const history = fc.array(fc.record({ question: text, answer: text }), { maxLength: 8 });

test('what goes to the model is odd, alternates, stays within the limit and keeps as much as it can', () => {
  fc.assert(
    fc.property(history, fc.nat({ max: 60 }), fc.nat({ max: 10 }), (rounds, contextTokens, systemTokens) => {
      const window = fit(rounds, '现在', systemTokens, { contextTokens, questionTokens: contextTokens });
      if (window.kind === 'too-long') {
        expect(contextTokens - systemTokens).toBeLessThan(2);
        return;
      }
      const { messages } = window;
      const cost = (contents: readonly string[]) =>
        contents.reduce((sum, content) => sum + estimateTokens(content), systemTokens);
      const contents = messages.map(message => message.content);

      expect(messages.length % 2).toBe(1);
      messages.forEach((message, index) => {
        expect(message.role).toBe(index % 2 === 0 ? 'user' : 'assistant');
        expect(message.content.trim()).not.toBe('');
      });
      expect(cost(contents)).toBeLessThanOrEqual(contextTokens);

      const whole = rounds
        .filter(({ question, answer }) => question.trim() !== '' && answer.trim() !== '')
        .flatMap(({ question, answer }) => [question, answer])
        .concat('现在');
      expect(contents).toEqual(whole.slice(whole.length - contents.length));
      if (contents.length < whole.length) {
        const oneMore = whole.slice(whole.length - contents.length - 2);
        expect(cost(oneMore)).toBeGreaterThan(contextTokens);
      }
    }),
  );
});

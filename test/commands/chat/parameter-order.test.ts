import { expect, test } from 'vitest';
import { applyParameterOrder, parseParameterOrder } from '../../../src/commands/chat/parameter-order.ts';

test.each([
  ['', { kind: 'show' }],
  ['temperature 0.7', { kind: 'set', name: 'temperature', value: 0.7 }],
  ['TOP_P = .5', { kind: 'set', name: 'top_p', value: 0.5 }],
  ['temperature 1', { kind: 'set', name: 'temperature', value: 1 }],
  ['top_p 0', { kind: 'set', name: 'top_p', value: 0 }],
  ['temperature 0', { kind: 'out-of-range', name: 'temperature' }],
  ['temperature 1.01', { kind: 'out-of-range', name: 'temperature' }],
  ['penalty_score 0.9', { kind: 'out-of-range', name: 'penalty_score' }],
  ['penalty_score 1e0', { kind: 'out-of-range', name: 'penalty_score' }],
  ['top_p warm', { kind: 'out-of-range', name: 'top_p' }],
  ['top_p 默认', { kind: 'clear', name: 'top_p' }],
  ['清除', { kind: 'clear' }],
  ['temperature', { kind: 'not-understood' }],
  ['temperature 0.7 now', { kind: 'not-understood' }],
  ['__proto__ 1', { kind: 'not-understood' }],
])('%j is understood', (args, order) => {
  expect(parseParameterOrder(args)).toEqual(order);
});

test('temperature and top_p are never both set', () => {
  const set = { kind: 'set', name: 'temperature', value: 0.3 } as const;
  expect(applyParameterOrder(set, { topP: 0.5, penaltyScore: 2 })).toEqual({
    after: { temperature: 0.3, penaltyScore: 2 },
    instead: 'top_p',
  });
  expect(applyParameterOrder(set, { temperature: 0.9 })).toEqual({ after: { temperature: 0.3 } });
});

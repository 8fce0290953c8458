import { expect, test } from 'vitest';
import { answered, asked, call, found, length, message, over, rounds, text } from '../scene.ts';

const history = (...remembered: readonly number[]) =>
  found(answered(1, 0), answered(2, 100, [1]), answered(3, 200, remembered));

test('a history without the last answer, with a gap, or in a wrong order is found', () => {
  expect(history(1)).toEqual(['forgetful 3']);
  expect(history()).toEqual(['forgetful 3']);
  expect(history(2, 1)).toEqual(['forgetful 3']);
  expect(history(1, 2, 3)).toEqual(['forgetful 3']);
  expect(history(2, 2)).toEqual(['forgetful 3']);
});

test('the oldest answers may be left out where not all have room, and only there', () => {
  const shortened = (sentences: number, ...remembered: readonly number[]) =>
    found(answered(1, 0), answered(2, 100, [1]), answered(3, 200, remembered), {
      memory: { sentences, ms: 1000 },
    });
  expect(shortened(2 * length - 1, 2)).toEqual([]);
  expect(shortened(2 * length, 2)).toEqual(['forgetful 3']);
  expect(shortened(length - 1)).toEqual([]);
  expect(shortened(length)).toEqual(['forgetful 3']);
});

test('a conversation that was silent for long is forgotten, and not one that goes on', () => {
  const later = (at: number, ...remembered: readonly number[]) =>
    found(answered(1, 0), answered(2, 100, [1]), answered(3, at, remembered));
  expect(later(2000)).toEqual([]);
  expect(later(2000, 1, 2)).toEqual([]);
  expect(later(2000, 2)).toEqual(['forgetful 3']);
  expect(later(1000)).toEqual(['forgetful 3']);
});

test('what a process had been about to ask before it stood still may be asked late, and only then', () => {
  const stoodStill = (until: number | undefined) => ({ kills: [{ of: 'worker-1', at: 150, until }] });
  const asks = {
    ...answered(3, 200, [1]),
    modelCalls: [call(3, 210, { by: 'worker-1', rounds: rounds(1) })],
  };
  const before = [answered(1, 0), answered(2, 100, [1])];
  expect(found(...before, asks, stoodStill(205))).toEqual([]);
  expect(found(...before, asks, stoodStill(undefined))).toEqual(['forgetful 3']);
  expect(found(...before, asks, stoodStill(211))).toEqual(['forgetful 3']);
});

test('a round that is not whole is found', () => {
  const cut = [{ question: 1, sentences: [1, 2] }];
  const second = { ...answered(2, 100), modelCalls: [call(2, 110, { rounds: cut })] };
  expect(found(answered(1, 0), second)).toEqual(['forgetful 2']);
});

test('what another conversation talked about is found', () => {
  const elsewhere = {
    ...answered(1, 0),
    questions: [asked(1, 0, { conversation: 'b' })],
    messages: [message(1, [over(50, text(1))], { conversation: 'b' })],
  };
  expect(found(elsewhere, answered(2, 100, [1]))).toEqual(['forgetful 2']);
});

test('an answer that failed leaves no trace', () => {
  const calls = [1, 2, 3, 4, 5].map(i => call(1, i, { endedAt: i, outcome: 'refused' }));
  const failed = {
    ...answered(1, 0),
    modelCalls: calls,
    messages: [message(1, [over(50, 'The model is busy.')])],
  };
  const budget = { budget: { calls: 9, perMs: 1 } };
  expect(found(failed, answered(2, 100), budget)).toEqual([]);
  expect(found(failed, answered(2, 100, [1]), budget)).toEqual(['forgetful 2']);
});

test('an answer that stands whole by chance, for the model broke off at its end, may be remembered or not', () => {
  const calls = [call(1, 10, { outcome: 'broken' }), call(1, 30, { outcome: 'broken' })];
  const chance = { ...answered(1, 0), modelCalls: calls };
  expect(found(chance, answered(2, 100))).toEqual([]);
  expect(found(chance, answered(2, 100, [1]))).toEqual([]);
});

test('every call of a turn has the same history', () => {
  const again = { modelCalls: [call(2, 115, { rounds: [] }), call(2, 120, { rounds: rounds(1) })] };
  expect(found(answered(1, 0), answered(2, 100, [1]), again)).toEqual(['forgetful 2']);
});

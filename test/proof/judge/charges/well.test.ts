import { expect, test } from 'vitest';
import { judge } from '../../../../proof/judge/judge.ts';
import { answered, asked, call, found, growing, message, over, scene, text } from '../scene.ts';

test('questions that were answered one by one give no finding', () => {
  const verdict = judge(scene(answered(1, 0), answered(2, 100, [1]), answered(3, 200, [1, 2])));
  expect(verdict.findings).toEqual([]);
  expect(verdict).toMatchObject({ questions: 3, answered: 3, unheard: 0 });
});

test('an answer may stand on several pages', () => {
  const pages = {
    ...answered(1, 0),
    messages: [
      message(1, [over(40, text(1, 1, 2))], { id: 'page 1' }),
      message(1, [over(50, text(1, 3, 3))], { id: 'page 2' }),
    ],
  };
  expect(found(pages)).toEqual([]);
});

test('two conversations may be answered at once, in any order', () => {
  const elsewhere = {
    questions: [asked(1, 0, { conversation: 'b' })],
    modelCalls: [call(1, 10)],
    messages: [message(1, [over(300, text(1))], { conversation: 'b' })],
  };
  expect(found(elsewhere, answered(2, 20))).toEqual([]);
});

test('what was taken back counts no more', () => {
  const gone = { messages: [message(1, [growing(15, '…')], { id: 'gone', isGone: true })] };
  expect(found(answered(1, 0), gone)).toEqual([]);
});

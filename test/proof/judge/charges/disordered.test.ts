import { expect, test } from 'vitest';
import { answered, asked, call, found, growing, message, over, text } from '../scene.ts';

test('an answer that overtakes an earlier one is found', () => {
  const early = { ...answered(2, 100), messages: [message(2, [over(150, text(2))])] };
  const late = {
    ...answered(1, 0),
    messages: [message(1, [over(160, text(1))])],
    modelCalls: [call(1, 155)],
  };
  expect(found(late, early)).toContain('disordered 2');
});

test('where it is not certain which question came first, either may be answered first', () => {
  const [first, second] = [asked(1, 0, { acceptedAt: 110 }), asked(2, 100)];
  const late = { ...answered(1, 300, [2]), questions: [first] };
  const early = { ...answered(2, 100), questions: [second] };
  expect(found(late, early)).toEqual([]);
});

test('sentences in a wrong order are found, on one page or two', () => {
  const shuffled = {
    ...answered(1, 0),
    messages: [message(1, [over(50, `${text(1, 2, 3)} ${text(1, 1, 1)}`)])],
  };
  const pages = {
    ...answered(2, 100, [1]),
    messages: [
      message(2, [over(140, text(2, 3, 3))], { id: 'page 1' }),
      message(2, [over(150, text(2, 1, 2))], { id: 'page 2' }),
    ],
  };
  expect(found(shuffled, pages)).toEqual(['disordered 1', 'disordered 2']);
});

test('a late write that was mended does not end an answer anew', () => {
  const mended = {
    ...answered(1, 0),
    messages: [message(1, [over(50, text(1)), growing(120, text(1, 1, 2)), over(190, text(1))])],
  };
  expect(found(mended, answered(2, 100, [1]))).toEqual([]);
});

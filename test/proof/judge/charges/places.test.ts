import { expect, test } from 'vitest';
import { judge } from '../../../../proof/judge/judge.ts';
import { answered, found, growing, message, over, scene, text } from '../scene.ts';

test('an answer that stands twice is found', () => {
  const again = { messages: [message(1, [over(60, text(1))], { id: 'again' })] };
  expect(found(answered(1, 0), again)).toEqual(['twice 1']);
});

test('one sentence that stands on two pages is found', () => {
  const pages = {
    ...answered(1, 0),
    messages: [
      message(1, [over(40, text(1, 1, 2))], { id: 'page 1' }),
      message(1, [over(50, text(1, 2, 3))], { id: 'page 2' }),
    ],
  };
  expect(found(pages)).toEqual(['twice 1']);
});

test('words of service beside an answer are found', () => {
  const beside = { messages: [message(1, [over(15, 'Thinking…')], { id: 'beside' })] };
  const { findings } = judge(scene(answered(1, 0), beside));
  expect(findings).toMatchObject([{ charge: 'twice', messages: ['beside'] }]);
});

test('an answer that ever showed a sentence of another one is found', () => {
  const mixed = {
    ...answered(2, 100, [1]),
    messages: [message(2, [growing(120, text(1)), over(150, text(2))])],
  };
  expect(found(answered(1, 0), mixed)).toEqual(['strayed 1']);
});

test('words that are about no question at all are found, unless they were taken back', () => {
  const about = { question: undefined };
  const stray = { messages: [message(0, [over(15, 'Thinking…')], { id: 'stray', ...about })] };
  const gone = { messages: [message(0, [over(15, 'Thinking…')], { id: 'gone', ...about, isGone: true })] };
  expect(found(answered(1, 0), stray, gone)).toEqual(['strayed undefined']);
});

test('words of service that stand twice are found', () => {
  const words = [
    message(1, [over(40, 'Sorry.')], { id: 'first' }),
    message(1, [over(50, 'Sorry.')], { id: 'second' }),
  ];
  expect(found({ ...answered(1, 0), messages: words })).toEqual(['lost 1', 'twice 1']);
});

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

test('an answer that replies to another question is found, also where it was taken back', () => {
  const first = { messages: [message(1, [over(40, text(1))], { repliesTo: 2 })] };
  expect(found({ ...answered(1, 0), ...first }, answered(2, 100, [1]))).toEqual(['strayed 1']);
  const gone = {
    messages: [message(2, [growing(20, text(2, 1, 1))], { id: 'gone', repliesTo: 1, isGone: true })],
  };
  expect(found(answered(1, 0), answered(2, 100, [1]), gone)).toEqual(['strayed 2']);
});

test('a finding about an answer to the wrong question names both', () => {
  const wrong = { ...answered(1, 0), messages: [message(1, [over(40, text(1))], { repliesTo: 2 })] };
  const { findings } = judge(scene(wrong, answered(2, 100, [1])));
  expect(findings.map(({ words }) => words)).toEqual([
    'Message m1, a reply to question 2, shows what belongs elsewhere: the answer to question 1.',
  ]);
});

test('only what belongs to neither is found where one message shows two answers', () => {
  const both = {
    ...answered(2, 100, [1]),
    messages: [message(1, [growing(120, text(1)), over(150, text(2))], { id: 'm2', repliesTo: 2 })],
  };
  expect(found(answered(1, 0), both).filter(finding => finding.startsWith('strayed'))).toEqual(['strayed 1']);
});

test('further pages, and answers to what is gone, reply to nothing', () => {
  const pages = {
    ...answered(1, 0),
    messages: [
      message(1, [over(40, text(1, 1, 2))], { id: 'page 1' }),
      message(1, [over(50, text(1, 3, 3))], { id: 'page 2', repliesTo: undefined }),
    ],
  };
  const plain = {
    ...answered(2, 100, [1]),
    messages: [message(2, [over(150, text(2))], { repliesTo: undefined })],
  };
  expect(found(pages, plain)).toEqual([]);
});

test('words that are about no question at all are found, unless they were taken back', () => {
  const about = { question: undefined, repliesTo: undefined };
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

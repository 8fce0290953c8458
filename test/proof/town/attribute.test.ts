import { expect, test } from 'vitest';
import type { Asked } from '../../../proof/town/asked.ts';
import { attribute } from '../../../proof/town/attribute.ts';
import type { Shown } from '../../../proof/town/platform.ts';
import { asked, shown } from './asked.ts';

const answersOf = (messages: readonly Shown[], questions: readonly Asked[]) => {
  const found = attribute(messages, questions);
  return messages.map(message => found.get(message));
};

test('a message answers the question whose mark it bears, whatever it replies to', () => {
  expect(answersOf([shown('S2-1/3 好', 'm1')], [asked(1), asked(2)])).toEqual([2]);
});

test('words without a mark answer what they reply to', () => {
  expect(answersOf([shown('抱歉', 'm2')], [asked(1), asked(2)])).toEqual([2]);
});

test('where a platform does not tell that, they answer the first question that nothing else answers', () => {
  const messages = [shown('S1-1/3 好'), shown('抱歉'), shown('S3-1/3 好')];
  expect(answersOf(messages, [asked(1), asked(2), asked(3)])).toEqual([1, 2, 3]);
});

test('words that were taken back do not stand for an answer', () => {
  const messages = [{ ...shown('请稍候'), isGone: true }, shown('抱歉')];
  expect(answersOf(messages, [asked(1)])).toEqual([undefined, 1]);
});

test('what answers nothing is left alone', () => {
  expect(answersOf([shown('抱歉'), shown('大家好')], [asked(1)])).toEqual([1, undefined]);
});

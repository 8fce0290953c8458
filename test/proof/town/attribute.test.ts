import { expect, test } from 'vitest';
import type { Asked } from '../../../proof/town/asked.ts';
import { attribute } from '../../../proof/town/attribute.ts';
import { markOf } from '../../../proof/town/marks.ts';
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

const command = (number: number): Asked => {
  const one = asked(number);
  return { ...one, question: { ...one.question, sentences: 0 } };
};

test('the words that answer a command bear its mark, and others are not taken for them', () => {
  const said = shown(`penalty_score 已设为 ${markOf({ number: 1, sentences: 0 })}。`);
  expect(answersOf([said], [command(1), asked(2)])).toEqual([1]);
  expect(answersOf([shown('抱歉')], [command(1), asked(2)])).toEqual([2]);
  expect(answersOf([shown('抱歉', 'm1')], [command(1), asked(2)])).toEqual([undefined]);
});

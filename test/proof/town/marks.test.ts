import { expect, test } from 'vitest';
import {
  answeredIn,
  answerTo,
  askedIn,
  endsAnswer,
  questionText,
  sentencesIn,
} from '../../../proof/town/marks.ts';

const question = questionText({ number: 12, sentences: 20 });

test('a question tells its number and the length of its answer', () => {
  expect(askedIn(`小李：${question}`)).toEqual({ number: 12, sentences: 20 });
  expect(askedIn('你好')).toBeUndefined();
});

test('an answer has its sentences in order, each with its mark', () => {
  const answer = answerTo(question) ?? '';
  expect(answeredIn(answer)).toBe(12);
  expect(sentencesIn(answer)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(endsAnswer(answer)).toBe(true);
  expect(endsAnswer(answer.slice(0, answer.indexOf('S12-20')))).toBe(false);
});

test('each sentence has one full stop, at its end, so that one that is cut short is told', () => {
  const sentences = (answerTo(question) ?? '').split(/(?=S12-)/);
  expect(sentences.filter(sentence => !/^[^。.]+[。.]\s*$/.test(sentence))).toEqual([]);
});

test('a prompt with a history asks its last question', () => {
  expect(askedIn(`${question} … ${questionText({ number: 13, sentences: 2 })}`)?.number).toBe(13);
});

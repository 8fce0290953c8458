import { expect, test } from 'vitest';
import {
  answeredIn,
  answerTo,
  askedIn,
  endsAnswer,
  markOf,
  questionText,
  saidText,
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

test('a command asks no model, and the words that answer it say its number again', () => {
  const command = { number: 120, sentences: 0 };
  expect(saidText(command)).toMatch(/^\/params \S+ /);
  expect(askedIn(saidText(command))).toBeUndefined();
  const said = `penalty_score 已设为 ${Number(markOf(command))}，从下一个问题开始生效。`;
  expect(answeredIn(said)).toBe(120);
  expect(endsAnswer(said)).toBe(true);
  expect(answeredIn('版本 1.25，见第 1.2 节')).toBeUndefined();
});

test('a question is said as it is asked', () => {
  expect(saidText({ number: 12, sentences: 20 })).toBe(question);
});

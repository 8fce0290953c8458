import { expect, test } from 'vitest';
import { en } from '../../console/words/en.ts';
import { wantedLanguage } from '../../console/words/wanted-language.ts';
import { zhCn } from '../../console/words/zh-cn.ts';
import type { Problem } from '../../src/console/answers.ts';
import type { FailureName } from '../../src/wording/failure-name.ts';

const problems = {
  'logged-out': true,
  foreign: true,
  'wrong-token': true,
  'too-many-tries': true,
  'not-found': true,
  wrong: true,
  forbidden: true,
  full: true,
  'too-large': true,
  'too-slow': true,
  unavailable: true,
} as const satisfies Record<Problem, true>;

const failures = {
  unavailable: true,
  rate: true,
  'minute-rate': true,
  broken: true,
  silent: true,
  outage: true,
  token: true,
  credentials: true,
  permission: true,
  quota: true,
  configuration: true,
  history: true,
  'too-long': true,
  unsafe: true,
  request: true,
  answered: true,
  cut: true,
  'question-refused': true,
  'answer-refused': true,
  poisoned: true,
} as const satisfies Record<FailureName, true>;

test.each([
  ['English', en],
  ['Chinese', zhCn],
])('every problem that the server tells has a sentence, every failure a name in %s', (_, words) => {
  expect(Object.keys(words.problems).sort()).toEqual([...Object.keys(problems), 'offline'].sort());
  expect(Object.keys(words.dashboard.failures).sort()).toEqual(Object.keys(failures).sort());
});

test('no word is empty, and none was left in the other language', () => {
  const texts = (words: object): string[] =>
    Object.values(words).flatMap(word => {
      if (typeof word === 'string') return [word];
      return typeof word === 'object' ? texts(word) : [];
    });
  expect(texts(en).filter(text => text === '' || (/\p{Script=Han}/u.test(text) && text !== '中文'))).toEqual(
    [],
  );
  expect(texts(zhCn).filter(text => text === '')).toEqual([]);
  expect(texts(zhCn).length).toBe(texts(en).length);
});

test('a browser gets the first of its languages that we speak, else English', () => {
  expect(wantedLanguage(['zh-TW', 'en'])).toBe('zh-CN');
  expect(wantedLanguage(['fr', 'zh'])).toBe('zh-CN');
  expect(wantedLanguage(['en-GB', 'zh-CN'])).toBe('en');
  expect(wantedLanguage(['fr'])).toBe('en');
  expect(wantedLanguage([])).toBe('zh-CN');
});

import { expect, test } from 'vitest';
import { contextOf } from '../../../src/generation/qianfan/context.ts';

test.each([
  ['ernie-5.1', 96_000],
  ['ernie-5.1-20261101', 96_000],
  ['ERNIE-5.5-flash-preview', 96_000],
  ['ernie-4.5-turbo-128k', 96_000],
  ['ernie-4.5-turbo-128k-preview', 96_000],
  ['ernie-4.5-turbo-32k', 28_000],
  ['ERNIE-4.0-8K', 5000],
  ['ernie-next', 28_000],
])('%s is sent %i tokens at most, and the question by itself less', (model, tokens) => {
  const { contextTokens, questionTokens } = contextOf(model);
  expect(contextTokens).toBe(tokens);
  expect(questionTokens).toBeLessThan(tokens);
});

import { expect, test } from 'vitest';
import { microYuanOf, parsePrices as parse } from '../../src/tally/prices.ts';

const parsePrices = (text: string) => parse(text, ['ernie', 'qianfan']);

test('prices are told for what goes in and out, or one for both', () => {
  const prices = parsePrices('qianfan/ernie-5.1=0.004/0.018, ernie/completions_pro=0.12,');
  expect(Object.fromEntries(prices ?? [])).toEqual({
    'qianfan/ernie-5.1': { in: 0.004, out: 0.018 },
    'ernie/completions_pro': { in: 0.12, out: 0.12 },
  });
  expect(parsePrices('')?.size).toBe(0);
});

test.each([
  'ernie-5.1=0.004',
  'openai/gpt=1',
  'qianfan/ernie-5.1',
  'qianfan/ernie-5.1=',
  'qianfan/ernie-5.1=-1',
  'qianfan/ernie-5.1=1/2/3',
  'qianfan/ernie-5.1=1,qianfan/ernie-5.1=2',
  'qianfan/ernie-5.1=1;ernie/completions_pro=2',
])('%s is no list of prices', text => {
  expect(parsePrices(text)).toBeUndefined();
});

test('money is whole millionths of a yuan, by thousands of tokens', () => {
  const price = { in: 0.004, out: 0.018 };
  expect(microYuanOf({ promptTokens: 1000, completionTokens: 1000 }, price)).toBe(22_000);
  expect(microYuanOf({ promptTokens: 1, completionTokens: 0 }, { in: 0.0004, out: 0 })).toBe(0);
  expect(microYuanOf({ promptTokens: 3, completionTokens: 0 }, { in: 0.0004, out: 0 })).toBe(1);
});

import { expect, test } from 'vitest';
import { limitsIn } from '../../../src/generation/exchange/limit-headers.ts';

test('what the vendor says of a minute is read', () => {
  const headers = {
    'x-ratelimit-limit-requests': '300',
    'x-ratelimit-limit-tokens': ' 300000 ',
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-remaining-tokens': ['299990', '7'],
    'content-type': 'text/event-stream',
  };
  expect(limitsIn(headers)).toEqual({
    requestsPerMinute: 300,
    tokensPerMinute: 300_000,
    requestsLeft: 0,
    tokensLeft: 299_990,
  });
});

test('what it does not say is absent', () => {
  expect(limitsIn({ 'x-ratelimit-remaining-tokens': '5' })).toEqual({ tokensLeft: 5 });
  expect(limitsIn({ 'content-type': 'text/event-stream' })).toBeUndefined();
});

test.each(['', '-1', '0', 'unlimited', '1.5', 'NaN', '1e3'])('a limit of "%s" is none', text => {
  expect(limitsIn({ 'x-ratelimit-limit-requests': text })).toBeUndefined();
});

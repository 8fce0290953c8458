import { expect, test } from 'vitest';
import { typos } from '../../src/config/typos.ts';

const known = ['TELEGRAM_BOT_TOKEN', 'HTTP_PORT', 'MODEL_QPS'];

test.each([
  ['TELEGRAM_BOT_TOKN', 'TELEGRAM_BOT_TOKEN'],
  ['TELEGRAM_BOTTOKEN', 'TELEGRAM_BOT_TOKEN'],
  ['MODEL_QSP', 'MODEL_QPS'],
])('%s was meant to be %s', (name, meant) => {
  expect(typos([name], known)).toEqual([{ name, meant }]);
});

test.each(['HTTP_PORT', 'TELEGRAM_BOT_TOKEN_FILE', 'HTTP_PROXY', 'PATH', 'TELEGRAM_SOMETHING', 'ODEL_QPS'])(
  '%s is nobody’s typo',
  name => {
    expect(typos([name], known)).toEqual([]);
  },
);

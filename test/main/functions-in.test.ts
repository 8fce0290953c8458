import { expect, test } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { functionsIn } from '../../src/main/functions-in.ts';
import { offering } from '../../src/turn/offer.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { scriptedModel } from '../support/scripted-model.ts';

const parameters = { type: 'object', properties: {} };
const specs = [
  { name: 'time', description: '现在的时间', parameters },
  { name: 'search', description: '很长'.repeat(500), parameters },
];
const large = { ...scriptedModel(['好']), contextTokens: 90_000 };
const small = { ...large, contextTokens: 1200 };
const functions = { specs: () => specs, about: ({ description }: (typeof specs)[number]) => description };
const listed = functionsIn(functions, {
  offer: offering({ specs: () => specs }, silentLog),
  modelFor: choice => (choice === 'ernie' ? small : large),
});
const fitting = (chat: Parameters<typeof listed>[0]) =>
  listed(chat, wordingFor('en')).map(({ name, fits }) => [name, fits]);

test('what the model of a chat has no room for is listed as left out', () => {
  expect(fitting({ parameters: {} })).toEqual([
    ['time', true],
    ['search', true],
  ]);
  expect(fitting({ parameters: {}, model: 'ernie' })).toEqual([
    ['time', true],
    ['search', false],
  ]);
});

test('functions that were taken away are listed as they would be', () => {
  expect(fitting({ parameters: {}, functions: 'off' })).toEqual(fitting({ parameters: {} }));
});

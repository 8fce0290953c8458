import { expect, test } from 'vitest';
import { offering } from '../../src/turn/offer.ts';

const spec = (name: string, description = '说明') => ({
  name,
  description,
  parameters: { type: 'object', properties: {} },
});
const names = (offer: { specs: readonly { name: string }[] }) => offer.specs.map(({ name }) => name);

test('a chat is offered everything, unless its admins took it away', () => {
  const offer = offering({ specs: () => [spec('time'), spec('weather')] }, () => {});
  expect(names(offer({ parameters: {} }, 3000))).toEqual(['time', 'weather']);
  expect(offer({ parameters: {}, functions: 'off' }, 3000)).toEqual({ specs: [], tokens: 0 });
});

test('functions leave two thirds of what a small model reads to the conversation, which is told once', () => {
  const told: unknown[] = [];
  const specs = [spec('time'), spec('huge', '长'.repeat(2000)), spec('weather')];
  const offer = offering({ specs: () => specs }, (_, fields) => told.push(fields));
  const small = offer({ parameters: {} }, 3000);
  expect(names(small)).toEqual(['time', 'weather']);
  expect(small.tokens).toBeLessThanOrEqual(1000);
  offer({ parameters: {} }, 3000);
  expect(told).toMatchObject([{ function: 'huge' }]);
  expect(names(offer({ parameters: {} }, 28_000))).toEqual(['time', 'huge', 'weather']);
});

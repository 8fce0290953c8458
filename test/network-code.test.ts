import { expect, it } from 'vitest';
import { networkCode, neverArrived } from '../src/network-code.ts';

const withCode = (code: string, cause?: unknown) =>
  Object.assign(new Error(`connect to https://bot/secret: ${code}`, { cause }), { code });

it.each([
  [withCode('ECONNREFUSED'), 'ECONNREFUSED'],
  [new TypeError('fetch failed', { cause: withCode('ENOTFOUND') }), 'ENOTFOUND'],
  [withCode('UND_ERR_SOCKET', withCode('ECONNRESET')), 'ECONNRESET'],
  [AbortSignal.abort().reason, 'AbortError'],
  ['something', 'unknown'],
  [undefined, 'unknown'],
])('a broken call is told by its code alone: %#', (error, code) => {
  expect(networkCode(error)).toBe(code);
});

it('a connection that was refused carried nothing; one that broke may have', () => {
  expect(neverArrived('ECONNREFUSED')).toBe(true);
  expect(neverArrived('ECONNRESET')).toBe(false);
});

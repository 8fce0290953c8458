import { expect, test } from 'vitest';
import { callerAddress } from '../../src/console/caller-address.ts';

const from = (peer: string, told?: string) =>
  callerAddress({ peer, headers: told === undefined ? {} : { 'x-forwarded-for': told } });

test.each([
  ['a caller without a proxy is where the connection comes from', '203.0.113.9', undefined, '203.0.113.9'],
  ['a stranger cannot say to be somebody else', '203.0.113.9', '192.0.2.1', '203.0.113.9'],
  ['a proxy beside us tells who called it', '127.0.0.1', '192.0.2.1', '192.0.2.1'],
  ['a proxy in the same network, too', '::ffff:172.18.0.2', '192.0.2.1', '192.0.2.1'],
  ['of several the last is the one that our proxy heard itself', '::1', '10.9.9.9, 192.0.2.1', '192.0.2.1'],
  ['what is no address is nobody', '127.0.0.1', 'unknown', '127.0.0.1'],
])('%s', (_, peer, told, expected) => {
  expect(from(peer, told)).toBe(expected);
});

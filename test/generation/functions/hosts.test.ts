import { expect, test } from 'vitest';
import { allowance } from '../../../src/generation/functions/hosts.ts';
import { isPublicAddress } from '../../../src/generation/functions/public-address.ts';

test.each([
  ['https://api.example.com/x', 'by-name'],
  ['https://API.example.com./x', 'by-name'],
  ['http://api.example.com:8080/', 'by-name'],
  ['https://v1.weather.example/', 'by-suffix'],
  ['https://weather.example/', 'not'],
  ['https://evilweather.example/', 'not'],
  ['https://api.example.com.evil.test/', 'not'],
  ['http://127.0.0.1:9000/', 'by-name'],
  ['http://127.0.0.1:9001/', 'not'],
  ['http://127.0.0.1/', 'not'],
])('%s is allowed: %s', (url, expected) => {
  const entries = ['api.example.com', '*.weather.example', '127.0.0.1:9000'];
  expect(allowance(entries, new URL(url))).toBe(expected);
});

test.each([
  ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
  ...['224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.2.1', '240.0.0.1'],
  ...['::1', '::', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12::1', 'ff02::1', 'fec0::1', '2001:db8::1'],
  ...['::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '::127.0.0.1', '2002:7f00:1::', '64:ff9b::7f00:1'],
  ...['64:ff9b:1::a00:1', '2001:0:1::1', '', 'localhost', '1.2.3', '127.1'],
])('%s is no address of the open internet', address => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['93.184.216.34', '1.1.1.1', '2606:4700::1111', '240e::1'])('%s is one', address => {
  expect(isPublicAddress(address)).toBe(true);
});

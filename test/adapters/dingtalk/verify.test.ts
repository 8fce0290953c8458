import { describe, expect, it } from 'vitest';
import { signatureOf, verify } from '../../../adapters/dingtalk/verify.ts';
import { Secret } from '../../../src/secret.ts';

const secret = new Secret('test-app-secret');
const now = 1_700_000_000_000;
const vector = 'dhJB8TJ0cHPEbwpUauugV2Wz8v4qlWoO+C42nEhJW+c=';

const isGood = (headers: Record<string, string>) => verify({ headers, body: Buffer.from('{}') }, secret, now);
const signedAt = (time: number) => ({
  timestamp: String(time),
  sign: signatureOf(String(time), secret),
});

describe('a signature', () => {
  it("is DingTalk's: an HMAC of time and secret", () => {
    expect(signatureOf(String(now), secret)).toBe(vector);
    expect(isGood({ timestamp: String(now), sign: vector })).toBe(true);
  });

  it.each([
    ['an hour before', -3_600_000],
    ['an hour later', 3_600_000],
  ])('is good %s, and not a millisecond beyond', (_, offset) => {
    expect(isGood(signedAt(now + offset))).toBe(true);
    expect(isGood(signedAt(now + offset + Math.sign(offset)))).toBe(false);
  });

  it.each([
    ['none', {}],
    ['without its time', { sign: vector }],
    ['without a signature', { timestamp: String(now) }],
    ['of another time', { timestamp: String(now + 1), sign: vector }],
    ['of another secret', { timestamp: String(now), sign: signatureOf(String(now), new Secret('other')) }],
    ['of any letters', { timestamp: String(now), sign: 'é'.repeat(44) }],
    ['of a time that is none', { timestamp: 'soon', sign: signatureOf('soon', secret) }],
    ['of an empty time', { timestamp: '', sign: signatureOf('', secret) }],
  ])('%s is forged', (_, headers) => {
    expect(isGood(headers)).toBe(false);
  });
});

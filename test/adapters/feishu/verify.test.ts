import { createCipheriv, createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decrypt, signatureOf, verify } from '../../../adapters/feishu/verify.ts';
import { Secret } from '../../../src/secret.ts';

const encryptKey = new Secret('test key');
const keys = { encryptKey, verificationToken: new Secret('v-1') };
const now = 1_700_000_000_000;
const hello = '{"encrypt":"P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="}';
const challenge =
  'AAECAwQFBgcICQoLDA0ODxT/dH7HGaZSqzJLo9upOhvxuntmDbvYAhSGQwyd9yk9dr7WQCyQZwwLMrI0IbFQyTcfGNygSBBlGyPGST1D//Y=';

function encrypted(value: unknown, key = encryptKey): string {
  const iv = Buffer.alloc(16, 7);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(key.reveal()).digest(), iv);
  const box = Buffer.concat([iv, cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return JSON.stringify({ encrypt: box.toString('base64') });
}

function signed(body: string, timestamp = '1700000000', key = encryptKey) {
  const headers = {
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': 'nonce-1',
    'x-lark-signature': signatureOf(timestamp, 'nonce-1', key, Buffer.from(body)),
  };
  return { headers, body: Buffer.from(body) };
}

const event = (token = 'v-1') => ({
  schema: '2.0',
  header: { event_id: 'e', event_type: 't', token },
  event: {},
});

describe("Feishu's vectors", () => {
  it('are decrypted', () => {
    expect(decrypt('P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=', encryptKey)).toBe('hello world');
    expect(decrypt(challenge, encryptKey)).toBe(
      '{"challenge":"c-1","token":"v-1","type":"url_verification"}',
    );
  });

  it.each([
    [hello, '002a272a435d056759149cce18e88064ff320d38d91a09432445c344c4296949'],
    [hello.replace(':', ': '), 'e007967e8d25b1fff72be88551a04c3c98bc4a5cef359ed9b8c8240194b0877f'],
  ])('are signed over the bytes as they came: %s', (body, signature) => {
    expect(signatureOf('1700000000', 'nonce-1', encryptKey, Buffer.from(body))).toBe(signature);
  });
});

describe('a call', () => {
  it('that is signed, fresh and carries the verification token is an event', () => {
    expect(verify(signed(encrypted(event())), keys, now)).toEqual({ kind: 'event', json: event() });
  });

  it.each([
    ['without a signature', { headers: {}, body: Buffer.from(encrypted(event())) }],
    ['signed with another key', signed(encrypted(event()), '1700000000', new Secret('other'))],
    [
      'with a signature of other letters',
      { headers: { 'x-lark-signature': 'é'.repeat(64) }, body: Buffer.from(encrypted(event())) },
    ],
    ['with a changed body', { ...signed(encrypted(event())), body: Buffer.from(`${encrypted(event())} `) }],
    ['that is an hour old', signed(encrypted(event()), '1699996399')],
    ['from the future', signed(encrypted(event()), '1700003601')],
    ['without a time', signed(encrypted(event()), '')],
    ['with another verification token', signed(encrypted(event('v-2')))],
    ['encrypted with another key', signed(encrypted(event(), new Secret('other')))],
    ['of the old schema', signed(encrypted({ token: 'v-1', event: {} }))],
  ])('%s is forged', (_, request) => {
    expect(verify(request, keys, now)).toEqual({ kind: 'forged' });
  });

  it.each(['', 'null', 'not json', '"text"'])('whose body is %j is malformed', body => {
    expect(verify({ headers: {}, body: Buffer.from(body) }, keys, now)).toEqual({ kind: 'malformed' });
  });
});

describe('a challenge', () => {
  const unsigned = (body: string) => verify({ headers: {}, body: Buffer.from(body) }, keys, now);
  const plain = (token: string) => JSON.stringify({ type: 'url_verification', challenge: 'c-1', token });

  it('is answered plain and encrypted, though it is not signed', () => {
    expect(unsigned(plain('v-1'))).toEqual({ kind: 'challenge', challenge: 'c-1' });
    expect(unsigned(JSON.stringify({ encrypt: challenge }))).toEqual({ kind: 'challenge', challenge: 'c-1' });
  });

  it('with another verification token is forged', () => {
    expect(unsigned(plain('v-2'))).toEqual({ kind: 'forged' });
  });
});

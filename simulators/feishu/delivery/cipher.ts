import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** What is written in the `encrypt` of an event: AES-256-CBC under the key's SHA-256, the IV before it, in base64. */
export function encrypt(text: string, key: string, iv: Uint8Array = randomBytes(16)): string {
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(key).digest(), iv);
  return Buffer.concat([iv, cipher.update(text), cipher.final()]).toString('base64');
}

/** The `X-Lark-Signature` of a body; `timestamp` in seconds. */
export const sign = (timestamp: string, nonce: string, key: string, body: string): string =>
  createHash('sha256')
    .update(timestamp + nonce + key + body)
    .digest('hex');

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Secret } from './secret.ts';

export interface Seal {
  /** Encrypts; each time to another text. */
  close(text: string): string;
  /** Decrypts; `undefined` when it was not closed with this secret for this purpose, or was changed. */
  open(sealed: string): string | undefined;
}

const cipher = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** What is kept in Redis but may not be read there: AES-256-GCM, its key derived from a secret that Redis never sees. */
export function sealed(secret: Secret, purpose: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret.reveal(), '', purpose, keyBytes));
  return {
    close(text) {
      const nonce = randomBytes(nonceBytes);
      const box = createCipheriv(cipher, key, nonce);
      const body = Buffer.concat([box.update(text, 'utf8'), box.final()]);
      return Buffer.concat([nonce, box.getAuthTag(), body]).toString('base64');
    },
    open(text) {
      const bytes = Buffer.from(text, 'base64');
      try {
        const box = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes));
        box.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        return Buffer.concat([box.update(bytes.subarray(nonceBytes + tagBytes)), box.final()]).toString(
          'utf8',
        );
      } catch {
        return undefined;
      }
    },
  };
}

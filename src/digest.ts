import { hash } from 'node:crypto';

/** A name in 22 characters that tell nothing of it: for what must be found again, and never read. */
export function digestOf(name: string): string {
  return hash('sha256', name, 'base64url').slice(0, 22);
}

import type { Secret } from '../secret.ts';
import type { Sessions } from './sessions.ts';
import type { Tries } from './tries.ts';

/** What becomes of a try to log in. */
export type Login =
  | { readonly kind: 'done'; readonly session: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'limited'; readonly forMs: number };

/** Lets in who knows the token. Compared in constant time, and only so often. */
export function loggingIn(token: Pick<Secret, 'equals'>, tries: Tries, sessions: Pick<Sessions, 'begin'>) {
  return async (candidate: string, address: string): Promise<Login> => {
    const forMs = await tries.take(address);
    if (forMs > 0) return { kind: 'limited', forMs };
    if (!token.equals(candidate)) return { kind: 'refused' };
    await tries.giveBack(address);
    return { kind: 'done', session: await sessions.begin() };
  };
}

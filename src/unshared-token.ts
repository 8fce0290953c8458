import type { FreshToken, SharedToken } from './redis/shared-token.ts';
import type { Secret } from './secret.ts';

/** An access token for who has no Redis to share it: the doctor. */
export function unsharedToken(request: (signal: AbortSignal) => Promise<FreshToken>): SharedToken {
  let token: Promise<Secret> | undefined;
  return {
    current(signal) {
      token ??= request(signal).then(fresh => fresh.token);
      return token;
    },
    async refused() {
      token = undefined;
    },
  };
}

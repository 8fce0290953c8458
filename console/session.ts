/** Whether we are logged in, and how we come to be: the browser keeps the session where no script can read it. */

import { get, post, Refused } from './api.ts';

/** @throws Refused */
export const logIn = (token: string) => post('login', { token });

/** @throws Refused */
export const logOut = () => post('logout', {});

/** A link may carry the token behind its `#`, which no server is sent; it is taken out of the address at once. */
export function tokenInLink(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return undefined;
  history.replaceState(null, '', location.pathname);
  return token;
}

/** Asks for something that only who is logged in may read. @throws Refused */
export const knock = () => get('api/facts');

/** Whether the server knows us. @throws Refused when it cannot tell */
export async function isLoggedIn(): Promise<boolean> {
  try {
    await knock();
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return false;
    throw error;
  }
}

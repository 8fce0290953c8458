import type { Secret } from '../secret.ts';

/** An address as it may be logged: protocol and host, or the socket; no user, password, path or option. */
export function shownUrl(url: Secret): string {
  const value = url.reveal();
  if (value.startsWith('unix:')) return value;
  const { protocol, host } = new URL(value);
  return `${protocol}//${host}`;
}

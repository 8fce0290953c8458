import type { Secret } from '../secret.ts';
import { addressesOf } from './addresses.ts';

/** What `REDIS_URL` names as it may be logged: protocol and host of each, or the socket; no user, password, path or option. */
export function shownUrl(url: Secret): string {
  return addressesOf(url.reveal()).map(shownAddress).join(', ');
}

/** One address, without what opens it. */
export function shownAddress(address: string): string {
  if (address.startsWith('unix:')) return address;
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}

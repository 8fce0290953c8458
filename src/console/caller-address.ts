import ipaddr from 'ipaddr.js';
import type { WebRequest } from '../web.ts';

/**
 * Where a request comes from. A proxy of ours, beside us or in the same network, appends whom it heard; anybody else can
 * write what they like into the header. The limit for all callers together depends on none of this.
 */
export function callerAddress({ peer, headers }: Pick<WebRequest, 'peer' | 'headers'>): string {
  const told = headers['x-forwarded-for']?.split(',').at(-1)?.trim();
  return told && ipaddr.isValid(told) && isNear(peer) ? told : peer;
}

function isNear(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ['loopback', 'private', 'uniqueLocal'].includes(ipaddr.process(address).range());
}

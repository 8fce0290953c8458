import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Whether an address is one of the open internet: neither private, loopback, link-local (where clouds keep their
 * metadata), shared by a carrier, multicast nor reserved, and no IPv6 form that stands for an IPv4 address (mapped,
 * 6to4, NAT64, Teredo), behind which any of these may hide. Of IPv6 only 2000::/3 is given out at all.
 */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || ((address as ipaddr.IPv6).parts[0] ?? 0) >> 13 === 1;
}

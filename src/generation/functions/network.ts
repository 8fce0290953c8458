import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isIPv6 } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import { abortable } from '../../abortable.ts';
import { FunctionProblem } from './problem.ts';
import { isPublicAddress } from './public-address.ts';

/** How the open internet is reached. */
export interface Network {
  /** Every address of a name, from one look-up. */
  addressesOf(host: string): Promise<readonly string[]>;
  /** Connections to this very address, whatever the name would say now. */
  connectionsTo(address: string): Dispatcher;
}

const connectMs = 5_000;

export const openInternet: Network = {
  addressesOf: async host => (await lookup(host, { all: true })).map(({ address }) => address),
  connectionsTo: address =>
    new Agent({ connect: { lookup: always(address), timeout: connectMs }, pipelining: 0 }),
};

/** The certificate is still checked against the name; only the way there is fixed. */
function always(address: string): LookupFunction {
  const family = isIPv6(address) ? 6 : 4;
  return (_, options, found) =>
    options.all ? found(null, [{ address, family }]) : found(null, address, family);
}

/**
 * Connections to a host of the open internet, which must be destroyed. The name is looked up once, each of its addresses
 * must be public, and the connection goes to one of those: a second look-up could answer otherwise. Throws `FunctionProblem`.
 */
export async function publicConnections(
  url: URL,
  network: Network,
  signal: AbortSignal,
): Promise<Dispatcher> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = await abortable(network.addressesOf(host), signal).catch(() => {
    signal.throwIfAborted();
    throw new FunctionProblem('找不到这个网址的主机。', 'failed');
  });
  const [first] = addresses;
  if (first === undefined) throw new FunctionProblem('找不到这个网址的主机。');
  if (!addresses.every(isPublicAddress))
    throw new FunctionProblem('这个网址指向内部网络，不允许访问。', 'refused');
  // One that every machine can reach, where there is one.
  return network.connectionsTo(addresses.find(address => !isIPv6(address)) ?? first);
}

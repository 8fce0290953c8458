import { SettingsError } from '../errors.ts';
import { addressesOf, asNode } from './addresses.ts';

/** What connections lead to: one server, or whichever node of a Cluster has a key. */
export type Target = string | KeyOfCluster;

export interface KeyOfCluster {
  /** All keys with its hash tag are on the same node. */
  readonly key: string;
  /** Addresses of some nodes, with what opens them. */
  readonly nodes: readonly [string, ...string[]];
}

/** @param url as `REDIS_URL` is written: several addresses are nodes of a Cluster */
export function targetOf(url: string, key: string): Target {
  const [first, ...others] = addressesOf(url);
  return others.length > 0 ? { key, nodes: [first, ...others] } : first;
}

/** What a target turns out to be once a server has told whether it is a node of a Cluster. Throws `SettingsError`. */
export function targetFound(target: Target, key: string, isCluster: boolean): Target {
  if (isCluster === (typeof target !== 'string')) return target;
  if (typeof target !== 'string') {
    throw new SettingsError([
      'REDIS_URL: several addresses are the nodes of a Redis Cluster, and what answers there is none: write one address',
    ]);
  }
  const node = asNode(target);
  if (node === undefined) {
    throw new SettingsError([
      'REDIS_URL: what answers there is a node of a Redis Cluster: write redis://host:port, without a database or options',
    ]);
  }
  return { key, nodes: [node] };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findServer } from '../../src/redis/find-server.ts';
import { singleUse } from '../../src/redis/probe.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

/** One server of a Cluster. */
export interface ClusterNode {
  readonly url: string;
  /** `kill -9`, or a stop of the process, or its going on. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts it anew on what it had written. */
  start(): Promise<void>;
}

/** A Redis Cluster of plain servers on loopback; each append-only. */
export interface Cluster {
  readonly nodes: readonly ClusterNode[];
  /** The node that has a key now. */
  holderOf(key: string): Promise<ClusterNode>;
  /** Gives the slot of a key to another node; the key's own slot must be empty. */
  moveSlotOf(key: string, to: ClusterNode): Promise<void>;
  /** Begins to. @returns brings its keys there, and ends it */
  sendSlotOf(key: string, to: ClusterNode): Promise<(keys: readonly string[]) => Promise<void>>;
  close(): Promise<void>;
}

const slots = 16_384;

/** What opens each server. */
export const clusterPassword = 'clusters-only';

/** @param masters nodes that share the slots. @param options of every server. @param replicas of the masters, in their order */
export async function startCluster(
  options: { masters?: number; replicas?: number; server?: readonly string[] } = {},
): Promise<Cluster> {
  const { masters = 3, replicas = 0, server = [] } = options;
  const program = (await findServer(process.env['PATH'] ?? '')) ?? '';
  const folder = await mkdtemp(join(tmpdir(), 'yanqiao-cluster-'));
  const nodes: Node[] = [];
  const close = async () => {
    await Promise.all(nodes.map(node => node.kill('SIGKILL')));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (let index = 0; index < masters + replicas; index += 1) {
      const ports = [await freePort(), await freePort()] as const;
      nodes.push(new Node(program, join(folder, String(index)), ports, server, replicas > 0));
    }
    await Promise.all(nodes.map(node => node.start()));
    await form(nodes, masters);
  } catch (error) {
    await close();
    throw error;
  }
  const holderOf = async (key: string) => {
    for (const node of nodes) {
      if ((await node.ask(['EXISTS', key]).catch(() => 'elsewhere')) !== 'elsewhere') return node;
    }
    throw new Error('No node has this key');
  };
  const moveSlotOf = async (key: string, to: ClusterNode) => {
    const target = to as Node;
    const slot = String(await target.ask(['CLUSTER', 'KEYSLOT', key]));
    const id = String(await target.ask(['CLUSTER', 'MYID']));
    // The new owner first: the others believe who has it.
    for (const node of [target, ...nodes]) await node.ask(['CLUSTER', 'SETSLOT', slot, 'NODE', id]);
  };
  return {
    nodes,
    holderOf,
    moveSlotOf,
    async sendSlotOf(key, to) {
      const from = await holderOf(key);
      const target = to as Node;
      const slot = String(await target.ask(['CLUSTER', 'KEYSLOT', key]));
      const [fromId, toId] = await Promise.all([
        from.ask(['CLUSTER', 'MYID']),
        target.ask(['CLUSTER', 'MYID']),
      ]);
      await target.ask(['CLUSTER', 'SETSLOT', slot, 'IMPORTING', String(fromId)]);
      await from.ask(['CLUSTER', 'SETSLOT', slot, 'MIGRATING', String(toId)]);
      return async keys => {
        const where = ['127.0.0.1', String(target.ports[0]), '', '0', '5000'];
        await from.ask(['MIGRATE', ...where, 'AUTH', clusterPassword, 'KEYS', ...keys]);
        await moveSlotOf(key, to);
      };
    },
    close,
  };
}

class Node implements ClusterNode {
  readonly url: string;
  readonly ports: readonly [number, number];
  readonly #start: () => ChildProcess;
  readonly #folder: string;
  #process: ChildProcess | undefined;

  constructor(
    program: string,
    folder: string,
    ports: readonly [number, number],
    server: readonly string[],
    isFollowed: boolean,
  ) {
    const [port, bus] = ports;
    this.ports = ports;
    this.url = `redis://:${clusterPassword}@127.0.0.1:${port}`;
    this.#folder = folder;
    const settings = {
      port,
      'cluster-port': bus,
      bind: '127.0.0.1',
      dir: folder,
      'cluster-enabled': 'yes',
      // Where nobody follows a master, one that stands still for some seconds is not to be given up.
      'cluster-node-timeout': isFollowed ? 1000 : 15_000,
      'cluster-require-full-coverage': 'no',
      requirepass: clusterPassword,
      masterauth: clusterPassword,
      appendonly: 'yes',
      appendfsync: 'always',
      save: '',
    };
    const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.#start = () => spawn(program, [...words, ...server], { stdio: 'ignore' });
  }

  async start() {
    await mkdir(this.#folder, { recursive: true });
    this.#process = this.#start();
    await eventually('a server of the Cluster', () => this.ask(['PING']).catch(() => false));
  }

  async kill(signal: NodeJS.Signals) {
    const process = this.#process;
    if (!process || process.exitCode !== null || process.signalCode !== null) return;
    process.kill(signal);
    if (signal === 'SIGKILL') await once(process, 'exit');
  }

  /** One command, on a connection of its own. */
  async ask([name = '', ...rest]: readonly string[]): Promise<unknown> {
    const redis = singleUse(this.url);
    try {
      await redis.connect();
      return await redis.call(name, ...rest);
    } finally {
      redis.disconnect();
    }
  }
}

/** Lets the servers meet, and shares the slots out. */
async function form(nodes: readonly Node[], masters: number): Promise<void> {
  const [first, ...others] = nodes;
  for (const { ports } of others) {
    await first?.ask(['CLUSTER', 'MEET', '127.0.0.1', String(ports[0]), String(ports[1])]);
  }
  const from = (index: number) => Math.ceil((index * slots) / masters);
  for (const [index, node] of nodes.slice(0, masters).entries()) {
    await node.ask(['CLUSTER', 'ADDSLOTSRANGE', String(from(index)), String(from(index + 1) - 1)]);
  }
  const knowsAll = async (node: Node) => {
    const info = String(await node.ask(['CLUSTER', 'INFO']));
    return (
      info.includes(`cluster_known_nodes:${nodes.length}\r`) && info.includes(`cluster_slots_ok:${slots}\r`)
    );
  };
  await eventually('the servers to know each other', async () =>
    (await Promise.all(nodes.map(knowsAll))).every(Boolean),
  );
  for (const [index, replica] of nodes.slice(masters).entries()) {
    const master = nodes[index % masters];
    await replica.ask(['CLUSTER', 'REPLICATE', String(await master?.ask(['CLUSTER', 'MYID']))]);
  }
  const stands = async (node: Node) => {
    const [info, replication, known] = await Promise.all([
      node.ask(['CLUSTER', 'INFO']),
      node.ask(['INFO', 'replication']),
      node.ask(['CLUSTER', 'NODES']),
    ]);
    const follows = !/master_link_status:down/.test(String(replication));
    const knowsReplicas = String(known).split('slave ').length - 1 === nodes.length - masters;
    // What is published while a link is still being made goes nowhere.
    const isLinked = !/handshake|disconnected/.test(String(known));
    return /cluster_state:ok/.test(String(info)) && follows && knowsReplicas && isLinked;
  };
  await eventually('the Cluster to stand', async () => (await Promise.all(nodes.map(stands))).every(Boolean));
}

import { nodeAt } from './addresses.ts';
import { openOnce } from './probe.ts';

/** Where a key of a Cluster is kept now. */
export interface FoundNode {
  /** The address of the node that has it. */
  readonly node: string;
  /** Addresses of all nodes of the Cluster that are known there. */
  readonly nodes: readonly string[];
}

/** A node, `[host, port, …]`, in the answer to `CLUSTER SLOTS`; no host: the one that was asked. */
type Told = readonly [host: string | null, port: number, ...rest: unknown[]];

/**
 * Asks all nodes at once, and those that they point to, until one has the key itself: it serves it, and is not merely
 * said to do so. A single server that is no Cluster has every key. Throws the server's own error when it refuses us.
 * @param known addresses, with what opens them
 */
export async function findNode(key: string, known: readonly string[]): Promise<FoundNode> {
  const asked = new Set<string>();
  const ask = async (node: string): Promise<FoundNode> => {
    asked.add(node);
    const answer = await askOne(key, node);
    if (typeof answer !== 'string') return answer;
    if (asked.has(answer)) throw new Error(`${new URL(answer).host} is said to have them`);
    return ask(answer);
  };
  try {
    return await Promise.any(known.map(ask));
  } catch (error) {
    const errors = (error as AggregateError).errors as Error[];
    const refusal = errors.find(({ name, message }) => name === 'ReplyError' && isRefusal(message));
    if (refusal) throw refusal;
    const words = [...new Set(errors.map(({ message }) => message))].join('; ');
    throw new Error(`No node of the Redis Cluster has the bot's keys now: ${words}`);
  }
}

/** @returns the address of the node that is said to have the key, where this one has not */
async function askOne(key: string, node: string): Promise<FoundNode | string> {
  const redis = await openOnce(node);
  try {
    await redis.exists(key);
    const slots = (await redis.cluster('SLOTS').catch(() => [])) as [number, number, ...Told[]][];
    const told = slots.flatMap(([, , ...nodes]) =>
      nodes.flatMap(([host, port]) => toldAddress(node, host, port) ?? []),
    );
    return { node, nodes: [...new Set(told)] };
  } catch (error) {
    const [, host, port] = /^MOVED \d+ (.*):(\d+)$/.exec(error instanceof Error ? error.message : '') ?? [];
    const moved = port === undefined ? undefined : toldAddress(node, host ?? '', Number(port));
    if (moved === undefined) throw error;
    return moved;
  } finally {
    redis.disconnect();
  }
}

/** @returns undefined where the Cluster does not know the host's name (`?`) */
function toldAddress(asked: string, host: string | null, port: number): string | undefined {
  if (host === '?') return undefined;
  if (!host) return nodeAt(asked, `${new URL(asked).hostname}:${port}`);
  return nodeAt(asked, `${host.includes(':') ? `[${host}]` : host}:${port}`);
}

/** Neither a Cluster that is coming up, nor a server that is reading its file. */
const isRefusal = (message: string) => /^(NOAUTH|WRONGPASS|NOPERM|DENIED|ERR) /.test(message);

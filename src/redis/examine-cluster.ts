import type { Finding } from '../platform.ts';
import { findNode } from './find-node.ts';
import { openOnce } from './probe.ts';
import { shownAddress } from './shown-url.ts';

/**
 * Finds the node of a Cluster that has a key, and tells how safe the key is there. Throws where no node has it now.
 * @param nodes addresses of the settings. @returns the node's address, to be examined like any server
 */
export async function examineCluster(
  nodes: readonly string[],
  key: string,
): Promise<{ readonly node: string; readonly findings: readonly Finding[] }> {
  const [{ node }, silent] = await Promise.all([findNode(key, nodes), silentOf(nodes)]);
  const redis = await openOnce(node);
  try {
    const slot = Number(await redis.cluster('KEYSLOT', key));
    // Of each range of slots: from, to, and who has it, the master first.
    const ranges = await redis.cluster('SLOTS');
    const masters = new Set(ranges.map(([, , master]) => master?.slice(0, 2).join(':')));
    const own = ranges.find(([from, to]) => from <= slot && slot <= to);
    const replicas = (own?.length ?? 3) - 3;
    return {
      node,
      findings: judgeCluster(shownAddress(node), masters.size, replicas, silent.map(shownAddress)),
    };
  } finally {
    redis.disconnect();
  }
}

/** @param silent nodes of the settings that do not answer */
function judgeCluster(node: string, masters: number, replicas: number, silent: readonly string[]): Finding[] {
  const among = masters > 1 ? `, one of ${masters} masters of a Cluster` : ', the one master of a Cluster';
  return [
    { level: 'good', what: `The bot's keys are on ${node}${among}` },
    ...(replicas > 0
      ? []
      : [
          {
            level: 'note',
            what: 'Nobody takes over when that node is away, for it has no replica: the bot waits until it comes back',
            remedy: 'give it a replica, or make sure that it is started again with its data',
          } as const,
        ]),
    ...silent.map(
      (address): Finding => ({
        level: 'note',
        what: `REDIS_URL: ${address} does not answer`,
        remedy: 'start it, or take it out',
      }),
    ),
  ];
}

async function silentOf(nodes: readonly string[]): Promise<string[]> {
  const answers = await Promise.allSettled(nodes.map(openOnce));
  return answers.flatMap((answer, index) => {
    if (answer.status === 'rejected') return nodes[index] ?? [];
    answer.value.disconnect();
    return [];
  });
}

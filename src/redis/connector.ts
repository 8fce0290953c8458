import { isIP, connect as openTcp, Socket } from 'node:net';
import { type ConnectionOptions, connect as openTls } from 'node:tls';
import { AbstractConnector, type RedisOptions } from 'ioredis';
import { endWhenSilent } from './end-when-silent.ts';
import { findNode } from './find-node.ts';
import type { KeyOfCluster } from './target.ts';

type Connector = NonNullable<RedisOptions['Connector']>;

/**
 * Leads each connection of ioredis, whenever it has to connect anew, to the node of a Cluster that has the key by then.
 * Nodes that the Cluster tells of are asked beside those of the settings.
 */
export function connectorTo({ key, nodes }: KeyOfCluster): Connector {
  let learnt: readonly string[] = [];
  return class extends AbstractConnector {
    readonly #tls: RedisOptions['tls'];

    constructor(options: unknown) {
      const { disconnectTimeout = 2000, tls } = options as RedisOptions;
      super(disconnectTimeout);
      this.#tls = tls;
    }

    override async connect(): Promise<Socket> {
      this.connecting = true;
      delete this.firstError;
      const stream = await this.#open();
      // Told to stop while it was looking: in the words by which ioredis knows it.
      if (!this.connecting) {
        stream.destroy();
        throw new Error('Connection is closed.');
      }
      this.stream = stream;
      return stream;
    }

    async #open(): Promise<Socket> {
      try {
        const found = await findNode(key, [...new Set([...nodes, ...learnt])]);
        learnt = found.nodes;
        const stream = openNode(found.node, this.#tls);
        stream.once('error', error => {
          this.firstError = error;
        });
        endWhenSilent(stream);
        return stream;
      } catch (error) {
        // A connection that is lost already: ioredis tells the error, and tries again when it is time.
        this.firstError = error as Error;
        return new Socket().destroy();
      }
    }
  };
}

function openNode(node: string, tls: ConnectionOptions | undefined): Socket {
  const { hostname, port } = new URL(node);
  const host = hostname.replace(/^\[|\]$/g, '');
  const place = { host, port: Number(port || 6379) };
  if (!tls) return openTcp(place);
  return openTls({ ...place, ...(isIP(host) === 0 && { servername: host }), ...tls });
}

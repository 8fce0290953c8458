import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { DingtalkSimulator } from '../../simulators/dingtalk/index.ts';

/** A frame as it came over the wire. */
export interface Received {
  readonly type: string;
  readonly headers: { readonly messageId: string; readonly topic: string };
  readonly data: Record<string, unknown>;
  /** As it stood in the frame. */
  readonly text: string;
}

/** A bare client of Stream mode. */
export interface Client {
  readonly socket: WebSocket;
  /** Everything that came. */
  readonly frames: Received[];
  /** The robot's messages among it. */
  messages(): Received[];
  acknowledge(frame: Received | undefined, data?: unknown, code?: number): void;
}

export const messageTopic = '/v1.0/im/bot/messages/get';
export const buttonTopic = '/v1.0/card/instances/callback';

/** Asks the gateway for a ticket. */
export const open = ({ url, clientId, clientSecret }: DingtalkSimulator, changes: object = {}) =>
  fetch(`${url}/v1.0/gateway/connections/open`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      clientId,
      clientSecret,
      subscriptions: [messageTopic, buttonTopic].map(topic => ({ type: 'CALLBACK', topic })),
      ...changes,
    }),
  });

/** Opens a connection, which hands everything that comes to `onFrame`. */
export async function connect(
  dingtalk: DingtalkSimulator,
  onFrame: (frame: Received, client: Client) => void = () => undefined,
): Promise<Client> {
  const { endpoint, ticket } = (await (await open(dingtalk)).json()) as { endpoint: string; ticket: string };
  const socket = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket)}`);
  const frames: Received[] = [];
  const client: Client = {
    socket,
    frames,
    messages: () => frames.filter(({ headers }) => headers.topic === messageTopic),
    acknowledge(frame, data = { response: 'OK' }, code = 200) {
      const headers = { contentType: 'application/json', messageId: frame?.headers.messageId };
      const text = typeof data === 'string' ? data : JSON.stringify(data);
      socket.send(JSON.stringify({ code, headers, message: 'OK', data: text }));
    },
  };
  socket.on('message', source => {
    const { type, headers, data } = JSON.parse(String(source));
    const frame: Received = { type, headers, data: JSON.parse(data), text: data };
    frames.push(frame);
    onFrame(frame, client);
  });
  await once(socket, 'open');
  return client;
}

/** Acknowledges every message. */
export const obliging = (frame: Received, client: Client): void => {
  if (frame.type === 'CALLBACK') client.acknowledge(frame);
};

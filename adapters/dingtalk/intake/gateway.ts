import { networkInterfaces } from 'node:os';
import { getGlobalDispatcher } from 'undici';
import { PlatformFailure } from '../../../src/errors.ts';
import { Secret } from '../../../src/secret.ts';
import { exchange } from '../api/exchange.ts';
import { remedyFor } from '../api/remedy.ts';
import type { App } from '../app.ts';
import { invitation } from '../wire.ts';
import { subscriptions } from './frames.ts';

const path = '/v1.0/gateway/connections/open';

/**
 * Asks where our stream begins: an address with a ticket that opens it once. Not counted to the month. Whatever
 * DingTalk refuses here is about the app: `PlatformFailure` of kind `credentials`.
 * https://open.dingtalk.com/document/direction/stream-mode-protocol-access-description
 */
export async function askForStream(app: App, signal: AbortSignal): Promise<Secret> {
  const given = await exchange({
    app,
    dispatcher: getGlobalDispatcher(),
    method: 'POST',
    url: app.apiBase + path,
    name: `POST ${path}`,
    // Without it XML comes.
    headers: { accept: 'application/json' },
    body: {
      clientId: app.clientId,
      clientSecret: app.clientSecret.reveal(),
      subscriptions,
      ua: 'yanqiao',
      localIp: localAddress(),
    },
    signal,
  }).catch((error: unknown) => {
    throw inWords(error);
  });
  const { endpoint = '', ticket = '' } = invitation.safeParse(given).data ?? {};
  const address = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (!address || !/^wss?:$/.test(address.protocol))
    throw new PlatformFailure('unreachable', 'DingTalk gave no address for the stream.');
  // Tickets hold `/`, `+` and `=`.
  address.searchParams.set('ticket', ticket);
  return new Secret(address.href);
}

function inWords(error: unknown): unknown {
  if (!(error instanceof PlatformFailure)) return error;
  if (error.kind === 'busy' || error.kind === 'unreachable') return error;
  return new PlatformFailure('credentials', `${remedyFor(error)} (${error.message})`);
}

/** As DingTalk's own clients tell it, for its console. */
function localAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap(found => found ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

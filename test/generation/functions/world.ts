import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, buildConnector } from 'undici';
import { onTestFinished } from 'vitest';
import { listen } from '../../../simulators/http.ts';
import { systemClock } from '../../../src/clock.ts';
import type { Network } from '../../../src/generation/functions/network.ts';
import {
  type FunctionRegistry,
  type FunctionWorld,
  openFunctions,
} from '../../../src/generation/functions/registry.ts';
import type { FunctionSettings } from '../../../src/generation/functions/sources.ts';
import type { LogEvents } from '../../../src/log.ts';

export type Handler = Parameters<typeof listen>[0];

/** A web server of the test, closed with it. */
export async function serve(handler: Handler): Promise<string> {
  const { url, close } = await listen(handler);
  onTestFinished(close);
  return url;
}

/** A new folder with these files. @returns the path of the first */
export function write(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'functions-'));
  const paths = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  return paths[0] ?? folder;
}

/** The registry of these settings, closed with the test, and what it logged. */
export async function open(
  settings: Partial<FunctionSettings>,
  world: Partial<FunctionWorld> = {},
): Promise<FunctionRegistry & { readonly logged: readonly object[] }> {
  const logged: object[] = [];
  const functions = await openFunctions(
    { TIME_ZONE: 'Asia/Shanghai', ...settings },
    {
      clock: systemClock,
      env: {},
      log: <E extends keyof LogEvents>(event: E, fields: LogEvents[E]) => {
        logged.push({ event, ...fields });
      },
      ...world,
    },
  );
  onTestFinished(() => functions.close());
  return { ...functions, logged };
}

/** Runs a call as a turn would. */
export const run = (
  functions: FunctionRegistry,
  name: string,
  given: object | string = {},
  signal = new AbortController().signal,
) =>
  functions.run(
    { id: 'call-1', name, arguments: typeof given === 'string' ? given : JSON.stringify(given) },
    signal,
  );

/**
 * An internet in which names are at these addresses, and every address is this server, with what was connected to.
 * @param server its address
 */
export function internet(
  names: Readonly<Record<string, readonly string[]>>,
  server: string,
): Network & { readonly lookedUp: readonly string[]; readonly connected: readonly string[] } {
  const lookedUp: string[] = [];
  const connected: string[] = [];
  const { port } = new URL(server);
  return {
    lookedUp,
    connected,
    async addressesOf(host) {
      lookedUp.push(host);
      return names[host] ?? (/^[\d.]+$|:/.test(host) ? [host] : Promise.reject(new Error('ENOTFOUND')));
    },
    connectionsTo(address) {
      connected.push(address);
      const connect = buildConnector({});
      return new Agent({
        connect: (options, connected) => connect({ ...options, hostname: '127.0.0.1', port }, connected),
      });
    },
  };
}

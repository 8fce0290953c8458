import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { getDefaultEnvironment } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ReadBuffer, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Clock } from '../../../clock.ts';
import { over } from '../../../linked-abort.ts';
import { revealed, type StdioSpec } from './spec.ts';

/** Time to go by itself when its input ends, and again when it is told to, ms. */
const patienceMs = 1_000;

/** Standard input and output of a child. */
export interface ChildTransport extends Transport {
  /** Ends it at once, with all that it started. */
  kill(): void;
}

/**
 * Starts a server and talks with it, a message a line. The SDK's own transport ends the child alone: of one that hangs
 * behind `npx`, the server itself would stay for ever. Here the child leads a group of processes, which ends as a whole.
 */
export function childTransport(
  { command, args, env, cwd }: StdioSpec,
  maxMessageBytes: number,
  clock: Clock,
): ChildTransport {
  const buffer = new ReadBuffer({ maxBufferSize: maxMessageBytes });
  const gone = new AbortController();
  let child: ChildProcessByStdio<Writable, Readable, null> | undefined;
  let closing: Promise<void> | undefined;

  const signalAll = (signal: NodeJS.Signals) => {
    if (child?.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // They are gone already.
    }
  };
  const read = (chunk: Buffer) => {
    try {
      buffer.append(chunk);
    } catch (error) {
      return transport.onerror?.(error as Error);
    }
    for (let more = true; more; ) {
      try {
        const message = buffer.readMessage();
        more = message !== null;
        if (message) transport.onmessage?.(message);
      } catch (error) {
        transport.onerror?.(error as Error);
      }
    }
  };
  const end = async () => {
    if (child?.pid === undefined) return;
    child.stdin.end();
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      await clock.sleep(patienceMs, gone.signal).catch(() => {});
      if (gone.signal.aborted) return;
      signalAll(signal);
    }
  };

  const transport: ChildTransport = {
    start: () =>
      new Promise((resolve, reject) => {
        const started = spawn(command, args, {
          // PATH, HOME, USER, LOGNAME, SHELL and TERM, and nothing else of ours.
          env: { ...getDefaultEnvironment(), ...revealed(env) },
          // What it says of its troubles may hold anything.
          stdio: ['pipe', 'pipe', 'ignore'],
          detached: true,
          cwd,
        });
        child = started;
        started.on('spawn', resolve);
        started.on('error', error => {
          reject(error);
          transport.onerror?.(error);
        });
        started.on('exit', () => {
          signalAll('SIGKILL');
          // Who left the group may hold its output open for ever: what it said before it went is here by then.
          clock.sleep(patienceMs, gone.signal).then(
            () => started.stdout.destroy(),
            () => {},
          );
        });
        started.on('close', () => {
          gone.abort(over);
          transport.onclose?.();
        });
        started.stdin.on('error', error => transport.onerror?.(error));
        started.stdout.on('data', read);
      }),
    send: message =>
      new Promise((resolve, reject) => {
        if (!child?.stdin.writable) return reject(new Error('The MCP server is gone.'));
        child.stdin.write(serializeMessage(message), error => (error ? reject(error) : resolve()));
      }),
    close() {
      closing ??= end();
      return closing;
    },
    kill: () => signalAll('SIGKILL'),
  };
  return transport;
}

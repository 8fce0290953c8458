import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../adapters/dingtalk/intake/connection.ts';
import { streamUntil } from '../../../../adapters/dingtalk/intake/stream.ts';
import { PlatformFailure } from '../../../../src/errors.ts';
import { virtualClock } from '../virtual-clock.ts';

interface Opened extends Connection {
  end: Promise<'farewell' | 'lost'>;
  finish(why: 'farewell' | 'lost'): void;
  closed: boolean;
}

/** A gateway on paper: while `away` is set every attempt meets it. */
function openGateway(away?: Error) {
  const clock = virtualClock();
  const stopping = new AbortController();
  const connections: Opened[] = [];
  const told: string[] = [];
  const gateway = { away, attempts: 0 };
  async function connect(): Promise<Connection> {
    gateway.attempts += 1;
    if (gateway.away) throw gateway.away;
    let finish: Opened['finish'] = () => {};
    const end = new Promise<'farewell' | 'lost'>(resolve => {
      finish = resolve;
    });
    const connection: Opened = {
      end,
      finish,
      closed: false,
      async close() {
        connection.closed = true;
      },
    };
    connections.push(connection);
    return connection;
  }
  const running = streamUntil(stopping.signal, {
    connect,
    clock,
    onConnected: () => told.push('connected'),
    onLost: () => told.push('lost'),
    onFailed: (_, retryInMs) => told.push(`failed, again in ${retryInMs}`),
  });
  const newest = () => {
    const connection = connections.at(-1);
    if (!connection) throw new Error('no connection was opened');
    return connection;
  };
  return { clock, stopping, connections, told, gateway, running, newest };
}

const unreachable = new PlatformFailure('unreachable', 'nobody is there');
const refused = new PlatformFailure('credentials', 'the secret is wrong');

describe('a gateway that is away for a minute', () => {
  it('is asked ten times at most, however chance falls, and messages flow again', async () => {
    const { clock, gateway, newest, told } = openGateway();
    await clock.advance(3_600_000);
    gateway.attempts = 0;
    gateway.away = unreachable;
    newest().finish('lost');
    await clock.advance(60_000);
    expect(gateway.attempts).toBeGreaterThan(5);
    expect(gateway.attempts).toBeLessThanOrEqual(10);
    gateway.away = undefined;
    await clock.advance(30_000);
    expect(told.at(-1)).toBe('connected');
  });

  it('is asked again when it says so, not before', async () => {
    const { clock, gateway, told } = openGateway(new PlatformFailure('busy', 'too fast', 300_000));
    await clock.advance(299_999);
    expect(gateway.attempts).toBe(1);
    expect(told).toEqual(['failed, again in 300000']);
    gateway.away = undefined;
    await clock.advance(1);
    expect(told.at(-1)).toBe('connected');
  });
});

describe('a connection', () => {
  it('that DingTalk will close is closed only when the next one carries', async () => {
    const { clock, connections, gateway, newest, told } = openGateway();
    await clock.advance(60_000);
    gateway.away = unreachable;
    newest().finish('farewell');
    await clock.advance(400);
    expect(connections[0]?.closed).toBe(false);
    gateway.away = undefined;
    await clock.advance(100);
    expect(connections.map(({ closed }) => closed)).toEqual([true, false]);
    expect(told).toEqual(['connected', 'failed, again in 500', 'connected']);
  });

  it('is followed at once when DingTalk says farewell to one that has lived', async () => {
    const { clock, connections, newest } = openGateway();
    await clock.advance(60_000);
    newest().finish('farewell');
    await clock.advance(0);
    expect(connections).toHaveLength(2);
  });

  it.each(['farewell', 'lost'] as const)(
    'that ends as soon as it begins (%s) brings on no storm',
    async why => {
      const { clock, connections, gateway } = openGateway();
      for (let passedMs = 0; passedMs < 60_000; passedMs += 500) {
        connections.at(-1)?.finish(why);
        await clock.advance(500);
      }
      expect(gateway.attempts).toBeLessThanOrEqual(10);
    },
  );

  it('that lived makes the failures before it forgotten', async () => {
    const { clock, gateway, newest, told } = openGateway(unreachable);
    await clock.advance(60_000);
    gateway.away = undefined;
    await clock.advance(60_000);
    expect(told.slice(-2)).toEqual(['failed, again in 15000', 'connected']);
    gateway.away = unreachable;
    newest().finish('lost');
    await clock.advance(500);
    expect(told.slice(-2)).toEqual(['lost', 'failed, again in 1000']);
  });
});

describe('a refused app', () => {
  it('is told to who starts the bot', async () => {
    const { running, gateway, clock } = openGateway(refused);
    await expect(running).rejects.toBe(refused);
    await clock.advance(60_000);
    expect(gateway.attempts).toBe(1);
  });

  it('is waited for when that comes later: somebody may mend it', async () => {
    const { clock, gateway, newest, told } = openGateway();
    await clock.advance(60_000);
    gateway.away = refused;
    newest().finish('lost');
    await clock.advance(60_000);
    gateway.away = undefined;
    await clock.advance(30_000);
    expect(told.at(-1)).toBe('connected');
  });
});

it('a stream that is to stop closes every connection and opens none', async () => {
  const { clock, connections, gateway, newest, running, stopping } = openGateway();
  await clock.advance(60_000);
  gateway.away = unreachable;
  newest().finish('farewell');
  await clock.advance(100);
  stopping.abort();
  await running;
  expect(connections.map(({ closed }) => closed)).toEqual([true]);
  const { attempts } = gateway;
  await clock.advance(60_000);
  expect(gateway.attempts).toBe(attempts);
});

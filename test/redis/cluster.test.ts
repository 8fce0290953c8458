import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { CoreSettings } from '../../src/config.ts';
import { SettingsError } from '../../src/errors.ts';
import { keysFor } from '../../src/keys.ts';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/main/store.ts';
import { Undo } from '../../src/main/undo.ts';
import { connect, type Patience } from '../../src/redis/connect.ts';
import { examineCluster } from '../../src/redis/examine-cluster.ts';
import { findNode } from '../../src/redis/find-node.ts';
import { keysUnder } from '../../src/redis/keys-under.ts';
import { singleUse } from '../../src/redis/probe.ts';
import { Secret } from '../../src/secret.ts';
import { type Cluster, clusterPassword, startCluster } from '../support/cluster.ts';
import { eventually } from '../support/eventually.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.close());

const opened: Redis[] = [];
afterEach(() => {
  for (const redis of opened.splice(0)) redis.disconnect();
});

const urls = () => cluster.nodes.map(({ url }) => url) as [string, ...string[]];

function open(key: string, patience: Patience = 'patient', nodes = urls()): Redis {
  const redis = connect({ key, nodes }, patience, () => {});
  opened.push(redis);
  return redis;
}

const space = () => keysFor(`test-${randomBytes(6).toString('hex')}`);

describe('a connection to a Cluster', () => {
  test('leads to the node that has the keys, whichever nodes are named', async () => {
    for (const url of urls()) {
      const keys = space();
      const redis = open(keys.base, 'patient', [url]);
      await redis.mset(keys.paused, '1', keys.stops, '2');
      expect(await redis.mget(keys.paused, keys.stops)).toEqual(['1', '2']);
    }
  });

  test('walks over all keys of the bot, and over no other node', async () => {
    const keys = space();
    const redis = open(keys.base);
    const names = Array.from({ length: 2500 }, (_, n) => keys.history(`telegram:${n}`));
    await redis.mset(Object.fromEntries(names.map(name => [name, '1'])));
    const found: string[] = [];
    for await (const some of keysUnder(redis, keys.base)) found.push(...some);
    expect(new Set(found).size).toBe(2500);
  });

  test('hears what any node publishes', async () => {
    const keys = space();
    const subscriber = open(keys.base);
    const heard: string[] = [];
    subscriber.on('message', (_, text: string) => heard.push(text));
    await subscriber.subscribe(keys.stops);
    for (const url of urls()) {
      const node = singleUse(url);
      opened.push(node);
      await node.connect();
      await node.publish(keys.stops, url);
    }
    await expect.poll(() => [...heard].sort()).toEqual([...urls()].sort());
  });

  test('follows the keys to another node: the command that was sent to the old one is sent again', async () => {
    const keys = space();
    const redis = open(keys.base);
    await redis.ping();
    const from = await cluster.holderOf(keys.base);
    const to = cluster.nodes.find(node => node !== from) ?? from;
    await cluster.moveSlotOf(keys.base, to);
    await redis.set(keys.paused, '1');
    expect((await findNode(keys.base, urls())).node).toBe(to.url);
    expect(await redis.get(keys.paused)).toBe('1');
  });

  test('waits while the keys are on their way to another node, and finds them there', async () => {
    const keys = space();
    const redis = open(keys.base);
    await redis.set(keys.paused, '1');
    const from = await cluster.holderOf(keys.base);
    const to = cluster.nodes.find(node => node !== from) ?? from;
    const arrive = await cluster.sendSlotOf(keys.base, to);
    const waiting = redis.set(keys.stops, '2');
    await once(redis, 'close');
    await arrive([keys.paused]);
    await waiting;
    expect(await redis.mget(keys.paused, keys.stops)).toEqual(['1', '2']);
    expect(await cluster.holderOf(keys.base)).toBe(to);
  });

  test('waits for a node that is away, or fails at once, by its patience; what was written is there when it comes back', async () => {
    const keys = space();
    const [hasty, patient] = [open(keys.base, 'hasty'), open(keys.base)];
    await patient.set(keys.paused, 'before');
    await eventually('the hasty connection', () => hasty.status === 'ready');
    const holder = await cluster.holderOf(keys.base);
    await holder.kill('SIGKILL');
    await eventually('the loss', () => hasty.status !== 'ready');
    await expect(hasty.get(keys.paused)).rejects.toThrow();
    const waiting = patient.append(keys.paused, ', after');
    await holder.start();
    await waiting;
    expect(await patient.get(keys.paused)).toBe('before, after');
    await eventually('the hasty connection again', () => hasty.status === 'ready');
    expect(await hasty.get(keys.paused)).toBe('before, after');
  });

  test('is refused in the words of the server where its password is wrong', async () => {
    const [first = ''] = urls();
    await expect(findNode(space().base, [first.replace(clusterPassword, 'guess')])).rejects.toThrow(
      'WRONGPASS',
    );
  });

  test('that is given up while it looks for the node ends', async () => {
    const redis = open(space().base, 'patient', ['redis://127.0.0.1:1']);
    const refused = redis.ping();
    redis.disconnect();
    await expect(refused).rejects.toThrow('Connection is closed');
    await expect.poll(() => redis.status).toBe('end');
  });
});

describe('a bot that starts on a Cluster', () => {
  const undo = new Undo();
  afterEach(() => undo.run(() => {}));

  const start = (url: string, prefix = `test-${randomBytes(6).toString('hex')}`) => {
    const settings = { REDIS_URL: new Secret(url), REDIS_PREFIX: prefix } as CoreSettings;
    return openStore(settings, '', systemClock, silentLog, undo);
  };
  test('finds the other nodes from one, and its keys are where the Cluster has them', async () => {
    const { keys, patient, shownUrl } = await start(urls()[1] as string);
    expect(shownUrl).not.toContain(clusterPassword);
    await patient.set(keys.paused, '1');
    expect(await patient.get(keys.paused)).toBe('1');
  });

  test('refuses data of another schema version, which may be on another node', async () => {
    for (let prefix = 0; prefix < 4; prefix += 1) {
      const name = `test-${randomBytes(6).toString('hex')}`;
      const { schema } = keysFor(name);
      await open(schema).set(schema, 99);
      await expect(start(urls().join(','), name)).rejects.toThrow('version 99');
    }
  });

  test.each([
    ['a wrong password', () => urls().map(url => url.replace(clusterPassword, 'guess')), 'WRONGPASS'],
    ['a database', () => [`${urls()[0]}/1`], 'without a database'],
  ])('is told in words of %s', async (_, addresses, words) => {
    const failing = start(addresses().join(','));
    await expect(failing).rejects.toThrow(SettingsError);
    await expect(failing).rejects.toThrow(words);
    await expect(failing).rejects.not.toThrow(/clusters-only|guess/);
  });

  test('is told by the doctor where its keys are, that nobody takes over, and who is silent', async () => {
    const silent = 'redis://:secret@127.0.0.1:1';
    const { node, findings } = await examineCluster([...urls(), silent], space().base);
    expect(urls()).toContain(node);
    expect(findings.map(({ level }) => level)).toEqual(['good', 'note', 'note']);
    expect(findings[0]?.what).toContain(`${new URL(node).host}, one of 3 masters`);
    expect(findings[2]?.what).toBe('REDIS_URL: redis://127.0.0.1:1 does not answer');
  });
});

test('a replica takes over from a master that is gone, and the connection with it', async () => {
  const replicated = await startCluster({ replicas: 3 });
  try {
    const keys = space();
    const [first = ''] = replicated.nodes.map(({ url }) => url);
    const redis = open(keys.base, 'patient', [first]);
    await redis.set(keys.paused, '1');
    await redis.wait(1, 5000);
    const master = await replicated.holderOf(keys.base);
    // The Cluster counts on a replica once it has told how far it is.
    await eventually('the doctor to find the replica', async () => {
      const { findings } = await examineCluster([first], keys.base);
      return findings.every(({ level }) => level === 'good');
    });
    await master.kill('SIGKILL');
    await redis.set(keys.stops, '2');
    expect(await redis.mget(keys.paused, keys.stops)).toEqual(['1', '2']);
    expect(
      (
        await findNode(
          keys.base,
          replicated.nodes.map(({ url }) => url),
        )
      ).node,
    ).not.toBe(master.url);
  } finally {
    await replicated.close();
  }
});

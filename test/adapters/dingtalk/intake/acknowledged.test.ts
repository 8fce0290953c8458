import { describe, expect, it } from 'vitest';
import { openAcknowledged } from '../../../../adapters/dingtalk/intake/acknowledged.ts';
import { virtualClock } from '../virtual-clock.ts';

describe('a frame that comes again', () => {
  it('gets the same acknowledgement, and nothing is done twice, also while the first is in hand', async () => {
    const { once } = openAcknowledged(virtualClock());
    const gate = gated();
    let done = 0;
    const work = () => {
      done += 1;
      return gate.promise;
    };
    const [first, second] = [once('m1', work), once('m1', work)];
    gate.resolve('ack');
    expect(await Promise.all([first, second, once('m1', work)])).toEqual(['ack', 'ack', 'ack']);
    expect(done).toBe(1);
  });

  it('is done when it failed before', async () => {
    const { once } = openAcknowledged(virtualClock());
    await expect(once('m1', () => Promise.reject(new Error('Redis is away')))).rejects.toThrow('away');
    expect(await once('m1', async () => 'ack')).toBe('ack');
  });

  it('is remembered for five minutes', async () => {
    const clock = virtualClock();
    const { once } = openAcknowledged(clock);
    await once('m1', async () => 'first');
    await clock.advance(299_999);
    expect(await once('m1', async () => 'second')).toBe('first');
    await clock.advance(1);
    expect(await once('m1', async () => 'second')).toBe('second');
  });

  it('is remembered among the last ten thousand', async () => {
    const { once } = openAcknowledged(virtualClock());
    for (let count = 0; count < 10_000; count++) await once(`m${count}`, async () => 'first');
    expect(await once('m0', async () => 'second')).toBe('first');
    await once('one more', async () => 'first');
    expect(await once('m1', async () => 'second')).toBe('first');
    expect(await once('m0', async () => 'second')).toBe('second');
  });
});

function gated() {
  let resolve: (text: string) => void = () => {};
  const promise = new Promise<string>(done => {
    resolve = done;
  });
  return { promise, resolve: (text: string) => resolve(text) };
}

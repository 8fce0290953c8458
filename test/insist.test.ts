import { describe, expect, it } from 'vitest';
import type { Clock } from '../src/clock.ts';
import { insist, pay } from '../src/insist.ts';
import type { WriteBudget } from '../src/write-budget.ts';

/** Time that passes only while somebody sleeps. */
function fakeClock() {
  const naps: number[] = [];
  let now = 0;
  const clock: Clock = {
    now: () => now,
    random: () => 0,
    async sleep(ms) {
      naps.push(ms);
      now += ms;
    },
  };
  return { clock, naps };
}

/** Fails so many times, then gives its number of attempts. */
function failing(times: number) {
  let attempts = 0;
  return async () => {
    attempts += 1;
    if (attempts <= times) throw new Error(`attempt ${attempts}`);
    return attempts;
  };
}

const always = async () => true;

describe('what is insisted on', () => {
  it('is tried again after growing pauses', async () => {
    const { clock, naps } = fakeClock();
    expect(await insist(failing(6), always, { clock, deadline: 60_000 })).toBe(7);
    expect(naps).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
  });

  it('fails with its last error when the time is over', async () => {
    const { clock, naps } = fakeClock();
    await expect(insist(failing(9), always, { clock, deadline: 2000 })).rejects.toThrow('attempt 3');
    expect(naps).toEqual([500, 1000]);
  });

  it('fails at once when it is not worth it', async () => {
    const { clock, naps } = fakeClock();
    const once = insist(failing(9), async () => false, { clock, deadline: 60_000 });
    await expect(once).rejects.toThrow('attempt 1');
    expect(naps).toEqual([]);
  });
});

describe('a write from the budget', () => {
  const waits = (...ms: number[]): WriteBudget => ({
    take: async () => ms.shift() ?? 0,
    block: async () => {},
  });

  it('is waited for', async () => {
    const { clock, naps } = fakeClock();
    expect(await pay(waits(300, 200), [], { clock, deadline: 1000 })).toBe(0);
    expect(naps).toEqual([300, 200]);
  });

  it('that would come too late is not waited for', async () => {
    const { clock, naps } = fakeClock();
    expect(await pay(waits(300, 900), [], { clock, deadline: 1000 })).toBe(900);
    expect(naps).toEqual([300]);
  });
});

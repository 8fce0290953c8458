import { describe, expect, it } from 'vitest';
import { growthGaps, openAllowance } from '../../../../adapters/dingtalk/send/allowance.ts';

const sum = (gaps: readonly number[]) => gaps.reduce((all, gap) => all + gap, 0);

describe('the pace of an answer that grows', () => {
  it.each([
    [2, []],
    [3, [1000]],
    [4, [1000, 2000]],
    [6, [1000, 2000, 4000, 8000]],
  ])('with %i calls for an answer: pauses of %j', (calls, gaps) => {
    expect(growthGaps(calls)).toEqual(gaps);
  });

  it.each([8, 11, 20, 50, 61])('with %i calls is spread over a minute, quick at first', calls => {
    const gaps = growthGaps(calls);
    expect(gaps).toHaveLength(calls - 2);
    expect(gaps[0]).toBe(1000);
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
    expect(sum(gaps)).toBeGreaterThan(58_000);
    expect(sum(gaps)).toBeLessThanOrEqual(61_000);
  });

  it.each([80, 200, 1000])('with %i calls is never faster than 0.8 s', calls => {
    expect(new Set(growthGaps(calls))).toEqual(new Set([800]));
  });
});

describe('the calls of one answer', () => {
  function open(limit: number, used = 0) {
    const kept: number[] = [];
    let now = 0;
    const allowance = openAllowance(
      limit,
      used,
      () => now,
      async () => {
        kept.push(allowance.used);
      },
    );
    return {
      allowance,
      kept,
      pass: (ms: number) => {
        now += ms;
      },
    };
  }

  it('are taken by what grows up to the last, which is kept for the end', async () => {
    const { allowance, kept } = open(3);
    expect(await allowance.growing.take(false)).toBe(true);
    expect(await allowance.growing.take(false)).toBe(true);
    expect(await allowance.growing.take(false)).toBe(false);
    expect([allowance.leftToGrow, allowance.left]).toEqual([0, 1]);
    expect(await allowance.landing.take(false)).toBe(true);
    expect(await allowance.landing.take(true)).toBe(true);
    expect([allowance.leftToGrow, allowance.left, allowance.used]).toEqual([0, 0, 4]);
    expect(kept).toEqual([1, 2, 3, 4]);
  });

  it('are given back when DingTalk did not count them', async () => {
    const { allowance } = open(2);
    await allowance.growing.take(false);
    allowance.growing.giveBack();
    expect(await allowance.growing.take(false)).toBe(true);
  });

  it('are counted on by a successor, and anew for another answer', async () => {
    const { allowance } = open(6, 5);
    expect(await allowance.growing.take(false)).toBe(false);
    allowance.renew();
    expect(allowance.leftToGrow).toBe(5);
  });

  it('come at their times', async () => {
    const { allowance, pass } = open(6);
    const waits: number[] = [];
    for (let state = 0; state < 5; state++) {
      waits.push(allowance.waitMs());
      pass(allowance.waitMs());
      await allowance.growing.take(false);
    }
    expect(waits).toEqual([0, 1000, 2000, 4000, 8000]);
  });
});

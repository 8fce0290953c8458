import { expect, test } from 'vitest';
import { redisTime } from '../../../src/generation/permits/redis-time.ts';

/** A clock that is set by hand, and a Redis whose clock is `ahead` of it. */
function world(ahead: number) {
  let now = 1000;
  const time = redisTime(() => now);
  return {
    time,
    pass(ms: number) {
      now += ms;
    },
    /** A round trip; Redis looks at its clock in the middle of it, unless told otherwise. */
    roundTrip(ms: number, there = ms / 2) {
      const sentAt = now;
      const told = sentAt + there + ahead;
      now += ms;
      time.learn(sentAt, told);
    },
    redisNow: () => now + ahead,
    setRedisBack(ms: number) {
      ahead -= ms;
    },
  };
}

test('before Redis has told its time, every moment is long past', () => {
  const { time } = world(50_000);
  expect(time.until(60_000)).toBeLessThan(0);
  expect(time.past(60_000)).toBe(Number.POSITIVE_INFINITY);
});

test('a moment is neither too early nor, as far as we know, too late', () => {
  const { time, roundTrip, redisNow } = world(50_000);
  for (const [trip, there] of [
    [30, 1],
    [4, 1],
    [3, 2.5],
  ] as const)
    roundTrip(trip, there);
  const moment = redisNow() + 100;
  expect(time.until(moment)).toBeGreaterThanOrEqual(100);
  expect(time.until(moment)).toBeLessThanOrEqual(103);
  expect(time.past(moment)).toBeGreaterThanOrEqual(-100);
  expect(time.past(moment)).toBeLessThanOrEqual(-97);
});

test('a clock that was set is believed at the next answer', () => {
  const { time, roundTrip, redisNow, setRedisBack } = world(0);
  roundTrip(2);
  setRedisBack(5000);
  roundTrip(2);
  expect(time.until(redisNow() + 100)).toBeGreaterThanOrEqual(100);
  expect(time.until(redisNow() + 100)).toBeLessThanOrEqual(102);
});

test('a Redis that is far away does not make every moment too late', () => {
  const { time, roundTrip, redisNow, pass } = world(0);
  for (let trip = 0; trip < 5; trip += 1) roundTrip(80);
  const moment = redisNow();
  pass(time.until(moment));
  expect(time.past(moment)).toBeLessThan(12);
});

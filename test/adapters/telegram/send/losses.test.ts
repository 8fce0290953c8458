import { expect, test } from 'vitest';
import { type Losses, openLosses } from '../../../../adapters/telegram/send/losses.ts';

const loseOne = (losses: Losses, newest = 10) => {
  losses.sends(newest);
  losses.lost();
};

test('a send that is under way is in the record, and one whose end is known is not', () => {
  const losses = openLosses({}, true);
  losses.sends(10);
  expect(losses.record()).toEqual({ sentAfter: [10] });
  losses.ended();
  expect(losses.record()).toEqual({});
  expect(losses.twinsAtMost()).toBe(0);
});

test('a lost send stays in the record until its twin was looked for, whatever is sent meanwhile', () => {
  const losses = openLosses({}, true);
  loseOne(losses, 10);
  loseOne(losses, 10);
  losses.sends(12);
  expect(losses.record()).toEqual({ sentAfter: [10, 12] });
  losses.ended();
  expect(losses.record()).toEqual({ sentAfter: [10] });
  expect(losses.twinsAtMost()).toBe(2);
  losses.clear();
  expect(losses.record()).toEqual({});
  expect(losses.twinsAtMost()).toBe(0);
});

test('a successor looks for as many twins as its forerunner may have left', () => {
  const forerunner = openLosses({}, true);
  let sends = 0;
  while (forerunner.mayRepeat()) {
    loseOne(forerunner);
    sends += 1;
  }
  expect(openLosses(forerunner.record(), true).twinsAtMost()).toBe(sends);
});

test.each([
  ['a growing text', 2, (losses: Losses) => losses.mayGrow(), true],
  ['what has no button', 2, (losses: Losses) => losses.mayRepeat(), false],
  ['a last state', 5, (losses: Losses) => losses.mayRepeat(), true],
])('%s is sent no more after %i losses', (_, atMost, may, isMarked) => {
  const losses = openLosses({}, isMarked);
  let sends = 0;
  for (; may(losses) && sends < 9; sends += 1) loseOne(losses);
  expect(sends).toBe(atMost);
});

test('where a group has moved, its messages are numbered from 1 on, and who was asked before is not there', () => {
  const losses = openLosses({ sentAfter: [40], asked: [41] }, true);
  losses.moved();
  expect(losses.record()).toEqual({ sentAfter: [0] });
  const unsent = openLosses({}, true);
  unsent.moved();
  expect(unsent.record()).toEqual({});
});

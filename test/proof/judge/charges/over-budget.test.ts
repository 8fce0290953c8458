import { expect, test } from 'vitest';
import { judge } from '../../../../proof/judge/judge.ts';
import { call, scene } from '../scene.ts';

const calls = (...times: readonly number[]) => ({
  modelCalls: times.map(at => call(1, at, { outcome: 'refused' as const })),
  budget: { calls: 2, perMs: 100 },
});

test('each call more than may begin in any such time is found, refused ones too', () => {
  expect(judge(scene(calls(0, 50, 99, 100, 250))).counts['over-budget']).toBe(2);
});

test('as many as may begin are well, in every window', () => {
  expect(judge(scene(calls(0, 0, 100, 100, 200))).counts['over-budget']).toBe(0);
});

test('a call that was seen late may have come as early as the simulators stood still, and no earlier', () => {
  const stall = (from: number) => ({ stalls: [{ from, until: 160 }] });
  expect(judge(scene(calls(150, 200, 240), stall(140))).counts['over-budget']).toBe(0);
  expect(judge(scene(calls(150, 200, 239), stall(140))).counts['over-budget']).toBe(1);
  expect(judge(scene(calls(170, 200, 240), stall(140))).counts['over-budget']).toBe(1);
});

test('pauses that touch are one', () => {
  const stalls = [
    { from: 130, until: 160 },
    { from: 100, until: 140 },
  ];
  expect(judge(scene(calls(150, 180, 200), { stalls })).counts['over-budget']).toBe(0);
});

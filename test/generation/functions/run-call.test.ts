import { expect, test } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { runCall } from '../../../src/generation/functions/run-call.ts';

test('who stood still for longer than a call may take hears what came meanwhile', async () => {
  // A timer that is due long since ends before anything is heard.
  const due = [Promise.resolve()];
  const clock = { ...systemClock, sleep: () => due.shift() ?? new Promise<void>(() => {}) };
  const offered = {
    spec: { name: 'answer', description: '回答', parameters: {} },
    check: () => undefined,
    timeoutMs: 300,
    run: () => new Promise(resolve => setImmediate(resolve, '好')),
  };
  const call = { id: 'call-1', name: 'answer', arguments: '{}' };
  expect(await runCall(offered, call, clock, new AbortController().signal)).toEqual({
    content: '好',
    outcome: 'ok',
  });
});

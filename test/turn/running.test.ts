import { expect, test } from 'vitest';
import { Interruption } from '../../src/turn/interruption.ts';
import { RunningTurns } from '../../src/turn/running.ts';

const aTurn = (messageKey: string) => ({ messageKey, abort: new AbortController(), answering: false });

test('an order to stop that comes while its turn is being begun is obeyed', () => {
  const running = new RunningTurns();
  running.stop('c', 'm1');
  const [ordered, next] = [aTurn('m1'), aTurn('m2')];
  running.add('c', ordered);
  expect(ordered.abort.signal.reason).toEqual(new Interruption('stopped'));
  running.remove('c', ordered);
  running.add('c', next);
  expect(next.abort.signal.aborted).toBe(false);
});

test('turns that answer already are handed back last', () => {
  const running = new RunningTurns();
  const [waiting, answering] = [aTurn('m1'), { ...aTurn('m2'), answering: true }];
  running.add('a', waiting);
  running.add('b', answering);
  running.handBack('waiting');
  expect([waiting, answering].map(({ abort }) => abort.signal.aborted)).toEqual([true, false]);
  running.handBack('all');
  expect(answering.abort.signal.aborted).toBe(true);
});

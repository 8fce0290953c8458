import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { silentLog } from '../../src/log.ts';
import type { FunctionCall } from '../../src/model.ts';
import { type CallWorld, runCalls } from '../../src/turn/run-calls.ts';
import { words } from '../support/turn-world.ts';

const call = (name: string): FunctionCall => ({ id: name, name, arguments: '{}' });
const never = () => new Promise<never>(() => {});
const run = (
  names: readonly string[],
  functions: CallWorld['functions']['run'],
  changes: Partial<CallWorld> = {},
) =>
  runCalls(names.map(call), {
    functions: { run: functions },
    signal: new AbortController().signal,
    leftMs: 60_000,
    wording: words,
    clock: systemClock,
    log: silentLog,
    ...changes,
  });

test('several functions run side by side, and their results come in the order of the calls', async () => {
  let free = () => {};
  const gate = new Promise<void>(resolve => {
    free = resolve;
  });
  const results = await run(['a', 'b'], async ({ name }) => {
    if (name === 'b') free();
    await gate;
    return { content: `result of ${name}`, outcome: 'ok' };
  });
  expect(results).toEqual([
    { role: 'function', call: call('a'), content: 'result of a' },
    { role: 'function', call: call('b'), content: 'result of b' },
  ]);
});

test('a function that throws is told to the model, and its words to nobody', async () => {
  const logged: unknown[] = [];
  const results = await run(
    ['a'],
    async () => {
      throw new TypeError('小李的生日');
    },
    { log: (...line) => logged.push(line) },
  );
  expect(results).toMatchObject([{ content: words.noResult.failed }]);
  expect(logged).toEqual([['function.failed', { function: 'a', outcome: 'failed', why: 'TypeError' }]]);
});

test('a function that is not done when the turn has no time left is told to the model, the others have their results', async () => {
  const results = await run(
    ['quick', 'slow'],
    ({ name }) => (name === 'slow' ? never() : Promise.resolve({ content: '好', outcome: 'ok' })),
    { leftMs: 30 },
  );
  expect(results.map(({ content }) => content)).toEqual(['好', words.noResult.late]);
});

test('a stop ends functions at once, even one that does not listen', async () => {
  const stop = new AbortController();
  const reason = new Error('stopped');
  const running = run(
    ['a'],
    () => {
      stop.abort(reason);
      return never();
    },
    { signal: stop.signal },
  );
  await expect(running).rejects.toBe(reason);
});

test('a model that wants too much at once is told to ask again', async () => {
  let ran = 0;
  const results = await run(
    Array.from({ length: 10 }, (_, index) => `f${index}`),
    async () => {
      ran += 1;
      return { content: '好', outcome: 'ok' };
    },
  );
  expect(ran).toBe(8);
  expect(results).toHaveLength(10);
  expect(results.at(-1)).toMatchObject({ content: words.noResult['too-many'] });
});

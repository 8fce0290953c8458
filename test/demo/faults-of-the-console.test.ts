import { expect, test } from 'vitest';
import type { Bot } from '../../demo/bot.ts';
import { startWithConsole } from '../../demo/console.ts';
import { Journal } from '../../demo/journal.ts';
import { Undo } from '../../src/main/undo.ts';
import { eventually } from '../support/eventually.ts';

test('a worker that is killed twice at once is replaced by one other, and none is left behind', async () => {
  const undo = new Undo();
  const living = new Set<number>();
  let url = '';
  let hired = 0;
  const begin: (() => void)[] = [];
  const start = async (settings: Readonly<Record<string, string | undefined>>): Promise<Bot> => {
    url = settings['CONSOLE_FAULTS_URL'] ?? '';
    hired += 1;
    const pid = hired;
    // The desk and the first worker begin at once, those who replace it when they are let.
    if (pid > 2) await new Promise<void>(resolve => begin.push(resolve));
    living.add(pid);
    let dismissed = false;
    return {
      pid,
      ended: Promise.resolve(undefined),
      get dismissed() {
        return dismissed;
      },
      async end() {
        dismissed = true;
        living.delete(pid);
        return undefined;
      },
    };
  };
  await startWithConsole({ settings: {}, start, ernie: undefined, journal: new Journal() }, undo);
  const kill = () => fetch(url, { method: 'POST', body: JSON.stringify({ fault: 'kill-worker', times: 1 }) });
  await Promise.all([kill(), kill()]);
  await eventually('the worker to be replaced', () => begin.length > 0);
  expect((await kill()).status).toBe(200);
  expect(begin.length).toBe(1);

  const gone = undo.run(() => {});
  for (const go of begin) go();
  await gone;
  expect([...living]).toEqual([]);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openTurnQueue, type TurnQueue } from '../../src/dispatch/turn-queue.ts';
import { startTurnWorker } from '../../src/dispatch/turn-worker.ts';
import { Superseded } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import { eventually } from '../support/eventually.ts';
import { openSpace, type Space } from '../support/space.ts';
import { renewal } from './renewal.ts';

let space: Space;
let queue: TurnQueue;
let closing: (() => Promise<void>)[];

beforeEach(() => {
  space = openSpace();
  queue = openTurnQueue(space.redis, space.keys);
  closing = [queue.close];
});
afterEach(async () => {
  for (const close of closing) await close();
  await space.close();
});

function startWorker(takeTurn: (conversation: string) => Promise<number>, atOnce = 10): void {
  const worker = startTurnWorker({
    redis: space.connect(),
    keys: space.keys,
    queue,
    takeTurn,
    atOnce,
    clock: { ...systemClock, sleep: (_, signal) => systemClock.sleep(5, signal) },
    log: silentLog,
  });
  closing.unshift(worker.close);
}

/** Ends when it is opened. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open, opened };
}

const ringing = async (conversation: string) => (await queue.ringing([conversation]))[0];

test('a wake-up that comes while the turn runs is not lost, and never runs beside it', async () => {
  const { open, opened } = gate();
  let [running, most, turns] = [0, 0, 0];
  const takeTurn = async () => {
    running += 1;
    most = Math.max(most, running);
    turns += 1;
    if (turns === 1) await opened;
    running -= 1;
    return 0;
  };
  startWorker(takeTurn);
  startWorker(takeTurn);
  await queue.ring('c');
  await eventually('the turn', () => running === 1);
  for (let i = 0; i < 5; i += 1) await queue.ring('c');
  open();
  await eventually('the second turn', () => turns === 2);
  await eventually('silence', async () => !(await ringing('c')));
  expect({ turns, most }).toEqual({ turns: 2, most: 1 });
});

test('a conversation with more to do goes to the end of the line', async () => {
  const left = new Map([
    ['busy', 3],
    ['quiet', 1],
  ]);
  const order: string[] = [];
  await queue.ring('busy');
  await queue.ring('quiet');
  startWorker(async conversation => {
    order.push(conversation);
    const more = (left.get(conversation) ?? 0) - 1;
    left.set(conversation, more);
    return more;
  }, 1);
  await eventually('all turns', () => order.length === 4);
  expect(order).toEqual(['busy', 'quiet', 'busy', 'busy']);
});

test('a turn that throws is tried again; one that lost its conversation is not', async () => {
  const turns: string[] = [];
  startWorker(async conversation => {
    turns.push(conversation);
    if (conversation === 'lost') throw new Superseded(conversation);
    if (turns.filter(turn => turn === 'fails').length < 3) throw new Error('a mishap');
    return 0;
  });
  await queue.ring('lost');
  await queue.ring('fails');
  await eventually('the third try', () => turns.filter(turn => turn === 'fails').length === 3);
  await eventually('silence', async () => !(await ringing('fails')));
  expect(turns.filter(turn => turn === 'lost')).toHaveLength(1);
});

test('closing waits for the turn that runs, and leaves what is still to do to others', async () => {
  const { open, opened } = gate();
  const turns: string[] = [];
  const worker = startTurnWorker({
    redis: space.connect(),
    keys: space.keys,
    queue,
    takeTurn: async conversation => {
      turns.push(conversation);
      await opened;
      return 1;
    },
    atOnce: 10,
    clock: systemClock,
    log: silentLog,
  });
  await queue.ring('c');
  await eventually('the turn', () => turns.length === 1);
  let closed = false;
  const closing = worker.close().then(() => {
    closed = true;
  });
  await queue.ring('late');
  expect(closed).toBe(false);
  open();
  await closing;
  expect(turns.filter(turn => turn === 'c')).toHaveLength(1);
  expect(await queue.ringing(['c', 'late'])).toEqual([true, true]);
});

test('nothing of a finished wake-up stays in Redis', async () => {
  let turns = 0;
  startWorker(async () => {
    turns += 1;
    return 0;
  });
  for (let i = 0; i < 20; i += 1) await queue.ring(`c${i}`);
  await eventually('all turns', () => turns === 20);
  await eventually('only the queue itself', async () => {
    const keys = (await space.allKeys()).filter(key => /:(\d+|de:.*)(:lock)?$/.test(key));
    return keys.length === 0;
  });
});

test('a clock that is set back takes no running turn away from its worker', async () => {
  const { open, opened } = gate();
  let turns = 0;
  startWorker(async () => {
    turns += 1;
    await opened;
    return 0;
  });
  await queue.ring('c');
  await eventually('the turn', () => turns === 1);
  const machineNow = Date.now;
  const wallClock = vi.spyOn(Date, 'now').mockImplementation(() => machineNow() - 600_000);
  closing.unshift(async () => {
    open();
    wallClock.mockRestore();
  });

  for (let renewals = 0; renewals < 2; renewals += 1) await renewal(space);
  expect(turns).toBe(1);
});

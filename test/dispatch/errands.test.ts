import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { type Errands, openErrands, startErrandWorker } from '../../src/dispatch/errands.ts';
import type { Errand } from '../../src/errand.ts';
import { PlatformFailure, Superseded } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import { eventually } from '../support/eventually.ts';
import { openSpace, type Space } from '../support/space.ts';
import { renewal } from './renewal.ts';

let space: Space;
let errands: Errands;
let closing: (() => Promise<void>)[];
/** What has been run, with the time. */
let runs: { markdown: string; at: number }[];

beforeEach(() => {
  space = openSpace();
  errands = openErrands(space.redis, space.keys);
  closing = [errands.close];
  runs = [];
});
afterEach(async () => {
  for (const close of closing) await close();
  await space.close();
});

const saying = (markdown: string, chat = 'c1'): Errand => ({
  kind: 'say',
  platform: 'paper',
  target: { chat: { id: chat, kind: 'direct' } },
  markdown,
});

/** Another process that runs errands. @param trouble what the nth run of all meets; undefined: nothing */
function startWorker(
  trouble: (run: number) => Error | undefined = () => undefined,
  wait: (markdown: string) => Promise<void> = async () => {},
): void {
  const worker = startErrandWorker({
    redis: space.connect(),
    keys: space.keys,
    run: async errand => {
      const markdown = 'markdown' in errand ? errand.markdown : errand.kind;
      await wait(markdown);
      runs.push({ markdown, at: Date.now() });
      const error = trouble(runs.length);
      if (error) throw error;
    },
    clock: { ...systemClock, random: () => 0 },
    log: silentLog,
  });
  closing.unshift(worker.close);
}

const ran = () => runs.map(({ markdown }) => markdown);

test('an errand is run, once for each id, also when it is sent again after it was done', async () => {
  startWorker();
  startWorker();
  await Promise.all([1, 2, 3].map(() => errands.send('telegram:1:2', saying('你好'))));
  await errands.send('telegram:1:3', saying('再见'));
  await eventually('both errands', () => runs.length === 2);
  await eventually(
    'the mark',
    async () => (await space.allKeys()).filter(key => key.includes('errand-done')).length === 2,
  );
  await errands.send('telegram:1:2', saying('你好'));
  await errands.send('telegram:1:4', saying('完'));
  await eventually('the last errand', () => ran().includes('完'));
  expect(ran().sort()).toEqual(['你好', '再见', '完'].sort());
});

test('an errand for later is not run sooner', async () => {
  startWorker();
  const sentAt = Date.now();
  await errands.send('later', saying('晚'), 300);
  await eventually('the errand', () => runs[0]);
  expect(runs[0]?.at).toBeGreaterThanOrEqual(sentAt + 300);
});

test('a busy platform is written to when it may be, as often as it takes', async () => {
  startWorker(run => (run <= 3 ? new PlatformFailure('busy', 'too fast', 200) : undefined));
  await errands.send('busy', saying('忙'));
  await eventually('the errand to succeed', () => runs.length === 4);
  for (const [index, { at }] of runs.entries()) {
    if (index > 0) expect(at - (runs[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(195);
  }
});

test('a platform out of reach is tried again after a while', async () => {
  startWorker(run => (run === 1 ? new PlatformFailure('unreachable', 'no network') : undefined));
  await errands.send('unreachable', saying('断'));
  await eventually('the second try', () => runs.length === 2);
  expect((runs[1]?.at ?? 0) - (runs[0]?.at ?? 0)).toBeGreaterThanOrEqual(495);
});

test.each(['gone', 'refused'] as const)(
  'what a platform refuses for ever (%s) is not tried again, and nothing of it stays',
  async kind => {
    startWorker(() => new PlatformFailure(kind, 'never'));
    await errands.send('never', saying('拒'));
    await eventually('the end of the job', async () =>
      (await space.allKeys()).some(key => key.includes('errand-done')),
    );
    await eventually(
      'the job to go',
      async () => !(await space.allKeys()).some(key => /:errands:(failed|delayed|e[0-9a-f]{32})$/.test(key)),
    );
    expect(ran()).toEqual(['拒']);
  },
);

test('an errand outlives the process that was to run it', async () => {
  await errands.send('early', saying('早'));
  startWorker();
  await eventually('the errand', () => ran().includes('早'));
});

test('an errand that takes long stays with its process', async () => {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  startWorker(
    () => undefined,
    () => opened,
  );
  await errands.send('slow', saying('慢'));
  await renewal(space);
  open();
  await eventually('its end', () => ran().includes('慢'));
});

/** A process that stands still in the middle of an errand, until it is told to go on. */
function startFrozen(): { goOn: () => void; refusals: unknown[]; close: () => Promise<void> } {
  let goOn = () => {};
  const standstill = new Promise<void>(resolve => {
    goOn = resolve;
  });
  const refusals: unknown[] = [];
  const worker = startErrandWorker({
    redis: space.connect(),
    keys: space.keys,
    run: async (errand, become) => {
      await standstill;
      await become({ ...errand, ...saying('late') }).catch(error => {
        refusals.push(error);
        throw error;
      });
    },
    clock: systemClock,
    log: silentLog,
  });
  closing.unshift(worker.close);
  return { goOn, refusals, close: worker.close };
}

const lockOfOnly = () =>
  eventually('the lock', async () => (await space.allKeys()).find(key => key.endsWith(':lock')));

test.each([
  ['has it', (lock: string, _job: string) => space.redis.set(lock, 'another process')],
  ['had it', (lock: string, job: string) => space.redis.multi().del(lock).hincrby(job, 'ats', 1).exec()],
  [
    'will have it',
    (lock: string, job: string) => space.redis.multi().del(lock).hincrby(job, 'stc', 1).exec(),
  ],
])(
  'who stood still while another %s writes nothing down any more, and does not call it done',
  async (_, takeOver) => {
    const { goOn, refusals, close } = startFrozen();
    await errands.send('frozen', saying('早'));
    const lock = await lockOfOnly();
    const job = lock.replace(/:lock$/, '');
    await takeOver(lock, job);
    goOn();
    await eventually('the refusal', () => refusals[0] instanceof Superseded);
    await close();
    expect(await space.redis.hget(job, 'data')).toContain('早');
    expect((await space.allKeys()).filter(key => key.includes('errand-done'))).toEqual([]);
  },
);

test('who stood still until another had done the errand hears so, and puts nothing in its place', async () => {
  const { goOn, refusals, close } = startFrozen();
  await errands.send('frozen', saying('早'));
  const lock = await lockOfOnly();
  const job = lock.replace(/:lock$/, '');
  await space.redis.del(lock, job);
  goOn();
  await eventually('the refusal', () => refusals[0] instanceof Superseded);
  await close();
  expect(await space.redis.exists(job)).toBe(0);
});

test('an errand whose lock ended while Redis was away, and that nobody else began, is done once', async () => {
  const { goOn, refusals } = startFrozen();
  await errands.send('frozen', saying('早'));
  const lock = await lockOfOnly();
  await space.redis.del(lock);
  goOn();
  await eventually('its end', async () => !(await space.redis.exists(lock.replace(/:lock$/, ''))));
  expect(refusals).toEqual([]);
  expect((await space.allKeys()).filter(key => key.includes('errand-done'))).toHaveLength(1);
});

test('a chat that is slow to write to does not hold back the commands of others', async () => {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  startWorker(
    () => undefined,
    markdown => (markdown === '慢' ? opened : Promise.resolve()),
  );
  for (let i = 0; i < 60; i += 1) await errands.send(`slow ${i}`, saying('慢', 'slow'));
  await errands.send('quick', saying('快'));
  await eventually('the other chat', () => ran().includes('快'));
  open();
  await eventually('the slow chat, too', () => runs.length > 6);
});

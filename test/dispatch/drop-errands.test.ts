import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { dropErrands, replaceErrands } from '../../src/dispatch/drop-errands.ts';
import { type Errands, openErrands, startErrandWorker } from '../../src/dispatch/errands.ts';
import type { Errand } from '../../src/errand.ts';
import { silentLog } from '../../src/log.ts';
import { eventually } from '../support/eventually.ts';
import { keysThatHold } from '../support/scan.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
let errands: Errands;
beforeEach(() => {
  space = openSpace();
  errands = openErrands(space.redis, space.keys);
});
afterEach(async () => {
  await errands.close();
  await space.close();
});

const saying = (markdown: string): Errand => ({
  kind: 'say',
  platform: 'paper',
  target: { chat: { id: 'c1', kind: 'direct' } },
  markdown,
});
const isMeant = (errand: Errand) => errand.kind === 'say' && errand.markdown.includes('茶');
const drop = () => dropErrands(space.redis, space.keys, isMeant);

test('errands that are meant go, those that wait and those for later; the others are run', async () => {
  for (const text of ['红茶', '水', '绿茶']) await errands.send(text, saying(text));
  await errands.send('later', saying('花茶'), 60_000);
  await drop();
  expect(await keysThatHold(space.redis, space.keys.base, '茶')).toEqual([]);
  const said: Errand[] = [];
  const worker = startErrandWorker({
    redis: space.connect(),
    keys: space.keys,
    run: async errand => void said.push(errand),
    clock: systemClock,
    log: silentLog,
  });
  await eventually('the other', () => said.length === 1);
  expect(said).toEqual([saying('水')]);
  await worker.close();
});

test('an errand that is being run goes on, also one that drops itself, and leaves nothing behind', async () => {
  let ended = false;
  const worker = startErrandWorker({
    redis: space.connect(),
    keys: space.keys,
    async run(_, become) {
      await drop();
      await become(saying('还是茶'));
      ended = true;
    },
    clock: systemClock,
    log: silentLog,
  });
  await errands.send('红茶', saying('红茶'));
  await eventually('its end', () => ended);
  await worker.close();
  expect(await keysThatHold(space.redis, space.keys.base, '茶')).toEqual([]);
});

test('what a platform says when it fails is not written down', async () => {
  const worker = startErrandWorker({
    redis: space.connect(),
    keys: space.keys,
    run: () => Promise.reject(new Error('no such person: ou_zhang')),
    clock: systemClock,
    log: silentLog,
  });
  await errands.send('words', saying('水'));
  await eventually(
    'the failure',
    async () => (await keysThatHold(space.redis, space.keys.base, 'failed')).length > 0,
  );
  await worker.close();
  expect(await keysThatHold(space.redis, space.keys.base, 'ou_zhang')).toEqual([]);
});

test('an errand that was replaced is run as what stands in its place', async () => {
  await errands.send('tea', saying('红茶'), 1);
  await errands.send('water', saying('水'), 1);
  await replaceErrands(space.redis, space.keys, errand => (isMeant(errand) ? saying('咖啡') : undefined));
  const said: string[] = [];
  const worker = startErrandWorker({
    redis: space.connect(),
    keys: space.keys,
    run: async errand => void said.push('markdown' in errand ? errand.markdown : errand.kind),
    clock: systemClock,
    log: silentLog,
  });
  await eventually('both', () => said.length === 2);
  expect(said.sort()).toEqual(['咖啡', '水']);
  await worker.close();
});

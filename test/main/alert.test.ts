import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Errand } from '../../src/errand.ts';
import { ModelFailure, type ModelFailureKind } from '../../src/errors.ts';
import { alerting, platformAlerting } from '../../src/main/alert.ts';
import { openSpace, type Space } from '../support/space.ts';
import { openSmallHouse } from './house.ts';

let space: Space;
let told: Map<string, Errand>;
let now: number;
let alert: (failure: ModelFailure) => void;

beforeEach(() => {
  space = openSpace();
  told = new Map();
  now = 1_800_000_000_000;
  const { house } = openSmallHouse(space, { admins: new Set(['paper:boss', 'elsewhere:1']) });
  alert = alerting({ ...house, clock: { ...house.clock, now: () => now } }, async (id, errand) => {
    if (!told.has(id)) told.set(id, errand);
  });
});
afterEach(() => space.close());

const failure = (kind: ModelFailureKind) => new ModelFailure(kind, 'ERNIE refused the call', { code: '17' });
const texts = () => [...told.values()].map(errand => ('markdown' in errand ? errand.markdown : ''));

test("an admin reads in a direct chat what happened, with the vendor's code", () => {
  alert(failure('quota'));
  expect([...told.values()]).toMatchObject([
    { kind: 'say', platform: 'paper', target: { chat: { id: 'boss', kind: 'direct' } } },
  ]);
  expect(texts()[0]).toContain('17: ERNIE refused the call');
});

test('admins are told once an hour for each kind', () => {
  for (const kind of ['quota', 'quota', 'permission'] as const) alert(failure(kind));
  expect(told.size).toBe(2);
  now += 3_600_000;
  alert(failure('quota'));
  expect(told.size).toBe(3);
});

test('whatever ran out of retries is one kind', () => {
  for (const kind of ['unavailable', 'silent', 'broken'] as const) alert(failure(kind));
  expect(told.size).toBe(1);
});

test('what a platform lacks is told once a day to the admins that can be reached', () => {
  const { house } = openSmallHouse(space, { admins: new Set(['paper:boss', 'elsewhere:1']) });
  const clock = { ...house.clock, now: () => now };
  const tell = platformAlerting(
    { ...house, clock },
    'Asia/Shanghai',
    async (id, errand) => {
      if (!told.has(id)) told.set(id, errand);
    },
    platform => platform === 'paper',
    async () => {},
  );
  tell('dingtalk', 'calls-spent', 'ApiCountLimitForOrg');
  tell('dingtalk', 'calls-spent', 'ApiCountLimitForOrg');
  expect(texts()).toHaveLength(1);
  expect(texts()[0]).toContain('dingtalk: ApiCountLimitForOrg');
  tell('dingtalk', 'card-template', 'param.templateNotExist');
  now += 86_400_000;
  tell('dingtalk', 'calls-spent', 'ApiCountLimitForOrg');
  expect(told.size).toBe(3);
});

test('an alert that still waits when the next day brings it again is not told twice', () => {
  const { house } = openSmallHouse(space, { admins: new Set(['paper:boss']) });
  const waiting: string[] = [];
  const tell = platformAlerting(
    { ...house, clock: { ...house.clock, now: () => now } },
    'Asia/Shanghai',
    async id => {
      waiting.push(id);
    },
    () => true,
    async id => {
      waiting.splice(waiting.indexOf(id), waiting.includes(id) ? 1 : 0);
    },
  );
  for (let day = 0; day < 20; day++) {
    tell('dingtalk', 'calls-spent', 'ApiCountLimitForOrg');
    now += 86_400_000;
  }
  expect(waiting).toEqual([expect.stringContaining('dingtalk:calls-spent')]);
});

test('an alert that cannot be kept disturbs nobody', async () => {
  const { house } = openSmallHouse(space, { admins: new Set(['paper:boss']) });
  const logged: string[] = [];
  const failing = alerting({ ...house, log: event => logged.push(event) }, () =>
    Promise.reject(new Error('Redis is away')),
  );
  failing(failure('quota'));
  await new Promise(setImmediate);
  expect(logged).toEqual(['redis.failed']);
});

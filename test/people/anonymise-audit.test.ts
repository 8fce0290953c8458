import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Audit, type AuditEntry, openAudit } from '../../src/commands/audit.ts';
import { anonymiseAudit } from '../../src/people/anonymise-audit.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
let audit: Audit;
beforeEach(() => {
  space = openSpace();
  audit = openAudit(space.redis, space.keys);
});
afterEach(() => space.close());

const entry = (at: number, change: Partial<AuditEntry>): AuditEntry => ({
  at,
  who: 'paper:admin',
  where: 'paper:g1',
  what: '/pause',
  result: 'done',
  ...change,
});
const anonymise = () => anonymiseAudit(space.redis, space.keys, 'paper', ['paper:7', 'paper:oc-7']);

test('entries by a person, in their direct chat or about them lose the name and nothing else, under the same ids', async () => {
  const entries = [
    entry(1, { who: 'paper:7', result: 'refused' }),
    entry(2, { where: 'paper:oc-7' }),
    entry(3, { what: '/ban user:paper:7 until 2026-11-23 14:05' }),
    entry(4, { what: '/allow chat:paper:oc-7 clear' }),
    entry(5, { who: 'paper:77', what: '/ban user:paper:77' }),
  ];
  for (const each of entries) await audit.record(each);
  const ids = async () => (await space.redis.xrange(space.keys.audit, '-', '+')).map(([id]) => id);
  const before = await ids();
  await anonymise();
  expect(await ids()).toEqual(before);
  expect(await audit.recent(9)).toEqual([
    entries[4],
    { ...entries[3], what: '/allow chat:paper:forgotten clear' },
    { ...entries[2], what: '/ban user:paper:forgotten until 2026-11-23 14:05' },
    { ...entries[1], where: 'paper:forgotten' },
    { ...entries[0], who: 'paper:forgotten' },
  ]);
});

test('what is recorded meanwhile is not lost', async () => {
  for (let at = 0; at < 300; at += 1) await audit.record(entry(at, { who: at % 2 ? 'paper:7' : 'paper:8' }));
  const other = openAudit(space.connect(), space.keys);
  const recording = Array.from({ length: 50 }, (_, i) => other.record(entry(1000 + i, {})));
  await Promise.all([anonymise(), ...recording, anonymise()]);
  const kept = await audit.recent(1000);
  expect(kept).toHaveLength(350);
  expect(kept.filter(({ who }) => who === 'paper:7')).toEqual([]);
});

import { beforeEach, expect, test } from 'vitest';
import type { Admission } from '../../src/arrival/admission.ts';
import { takingMembership } from '../../src/arrival/membership.ts';
import { systemClock } from '../../src/clock.ts';
import type { Errand } from '../../src/errand.ts';
import type { Chat, Visitor } from '../../src/message.ts';
import { wordingFor } from '../../src/wording/index.ts';

const en = wordingFor('en');
const group: Chat = { id: '-100', kind: 'group' };

/** Errands as the queue keeps them: once for each id. */
let errands: Map<string, Errand>;
let left: string[];
let visitors: Visitor[];
let now: number;

beforeEach(() => {
  [errands, left, visitors, now] = [new Map(), [], [], 1_800_000_000_000];
});

function change(
  state: 'joined' | 'left',
  chat: Chat = group,
  admission: Admission = { kind: 'welcome' },
  at?: number,
): Promise<string> {
  return takingMembership({
    async admit(visitor) {
      visitors.push(visitor);
      return admission;
    },
    ownerless: false,
    timeZone: 'Asia/Shanghai',
    async leave({ chat }) {
      left.push(chat.id);
    },
    wordingOf: async chat => wordingFor(chat === 'telegram:-100' ? 'en' : 'zh-CN'),
    async sendErrand(id, errand) {
      if (!errands.has(id)) errands.set(id, errand);
    },
    clock: { ...systemClock, now: () => now },
  })({ kind: 'membership', platform: 'telegram', chat, state, id: 'e1', at });
}

const said = () => [...errands.values()].map(errand => ('markdown' in errand ? errand.markdown : ''));

test("a group is greeted in its language, once a day however often the bot's coming is told", async () => {
  expect(await change('joined')).toBe('joined');
  await change('joined');
  expect(said()).toEqual([en.greeting]);
  expect([...errands.values()]).toMatchObject([{ platform: 'telegram', target: { chat: group } }]);
  now += 86_400_000;
  await change('joined');
  expect(said()).toEqual([en.greeting, en.greeting]);
});

test('a coming that is told again on the next day is greeted once', async () => {
  const at = now;
  await change('joined', group, { kind: 'welcome' }, at);
  now += 86_400_000;
  await change('joined', group, { kind: 'welcome' }, at);
  expect(said()).toEqual([en.greeting]);
});

test('a group that is not allowed is told the id that an admin needs', async () => {
  await change('joined', group, { kind: 'stranger' });
  expect(said()).toEqual([en.strangeGroup('telegram:-100', false)]);
  expect(said()[0]).toContain('`telegram:-100`');
});

test('whether a group is allowed is asked of the group, and of nobody in it', async () => {
  await change('joined');
  expect(visitors).toEqual([{ platform: 'telegram', chat: group, sender: { id: '', name: '' } }]);
});

test('nothing is said in a banned group, nor in a direct chat', async () => {
  await change('joined', group, { kind: 'banned', ban: { by: 'telegram:1', at: 1 }, whose: 'chat' });
  await change('joined', { id: '7', kind: 'direct' });
  expect(said()).toEqual([]);
});

test('a chat that was left is left, whatever kind it is', async () => {
  expect(await change('left')).toBe('left');
  expect(await change('left', { id: '7', kind: 'direct' })).toBe('left');
  expect(left).toEqual(['-100', '7']);
  expect(said()).toEqual([]);
});

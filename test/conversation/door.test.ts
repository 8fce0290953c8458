import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AccessRules, allowed, isAdmin } from '../../src/arrival/access.ts';
import { admitting } from '../../src/arrival/admission.ts';
import { systemClock } from '../../src/clock.ts';
import { openMailbox } from '../../src/conversation/mailbox.ts';
import { readingAtTheDoor } from '../../src/people/at-the-door.ts';
import { openBans } from '../../src/people/bans.ts';
import { openRules, type Rule } from '../../src/people/rules.ts';
import { sharing } from '../../src/people/share.ts';
import { aMessage } from '../support/messages.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
beforeEach(() => {
  space = openSpace();
});
afterEach(() => space.close());

const by = 'paper:admin';
const subjects = { user: 'user:paper:u1', chat: 'chat:paper:c1' } as const;
const settings = {
  everybody: { admins: new Set(), chats: '*', users: '*', openByDefault: new Set() },
  nobody: { admins: new Set(), chats: new Set(), users: new Set(), openByDefault: new Set() },
  admins: { admins: new Set(['paper:u1']), chats: new Set(), users: new Set(), openByDefault: new Set() },
} as const satisfies Record<string, AccessRules>;

function doors(rules: AccessRules) {
  const { redis, keys } = space;
  const mailbox = openMailbox(redis, keys, {
    queueLimit: 100,
    conversationTtlMs: 60_000,
    shareOf: sharing({
      isAdmin: message => isAdmin(message, rules),
      isAllowed: message => allowed(message, rules),
      repliesPerHour: undefined,
      timeZone: 'UTC',
      clock: systemClock,
    }),
  });
  return { mailbox, admit: admitting(rules, readingAtTheDoor(redis, keys)) };
}

test('a question is taken from whom the door would let in, and from nobody else', async () => {
  const [bans, ruled] = [openBans(space.redis, space.keys), openRules(space.redis, space.keys)];
  const put = async (whose: 'user' | 'chat', rule: Rule | undefined) =>
    rule ? ruled.set(subjects[whose], { rule, by, at: 1 }) : ruled.clear(subjects[whose]);
  const verdicts = new Set<string>();
  for (const [name, rules] of Object.entries(settings)) {
    const { mailbox, admit } = doors(rules);
    for (const banned of [undefined, 'user', 'chat'] as const) {
      if (banned) await bans.set(subjects[banned], { by, at: 1 });
      for (const user of [undefined, 'allow', 'deny'] as const) {
        for (const chat of [undefined, 'allow', 'deny'] as const) {
          await put('user', user);
          await put('chat', chat);
          const message = aMessage();
          const { kind } = await admit(message, Date.now());
          const taken = await mailbox.accept('c', { message, retry: false });
          const expected = kind === 'welcome' ? 'accepted' : 'unwelcome';
          expect({ name, banned, user, chat, taken }).toEqual({ name, banned, user, chat, taken: expected });
          verdicts.add(`${name} ${kind}`);
        }
      }
      if (banned) await bans.lift(subjects[banned], 0);
    }
  }
  expect(verdicts).toEqual(
    new Set([
      'everybody welcome',
      'everybody stranger',
      'everybody banned',
      'nobody stranger',
      'nobody welcome',
      'nobody banned',
      'admins welcome',
    ]),
  );
});

test('who is not let in leaves nothing behind, and is taken once they are', async () => {
  const { mailbox } = doors(settings.everybody);
  const bans = openBans(space.redis, space.keys);
  const question = { message: aMessage(), retry: false };
  await bans.set(subjects.user, { by, at: 1 });
  expect(await mailbox.accept('c', question)).toBe('unwelcome');
  expect(await space.allKeys()).toEqual([space.keys.bans]);
  await bans.lift(subjects.user, 0);
  expect(await mailbox.accept('c', question)).toBe('accepted');
});

test('a ban that is over is taken away by who looks, and then the question is taken', async () => {
  const { mailbox, admit } = doors(settings.everybody);
  const question = { message: aMessage(), retry: false };
  await openBans(space.redis, space.keys).set(subjects.chat, { by, at: 1, until: 2 });
  expect(await mailbox.accept('c', question)).toBe('unwelcome');
  expect(await admit(question.message, 3)).toEqual({ kind: 'welcome' });
  expect(await mailbox.accept('c', question)).toBe('accepted');
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Admins, openAdmins } from '../../../adapters/dingtalk/admins.ts';
import { openSessions, type Sessions } from '../../../adapters/dingtalk/sessions.ts';
import { systemClock } from '../../../src/clock.ts';
import { digestOf } from '../../../src/digest.ts';
import { Secret } from '../../../src/secret.ts';
import { openSpace, type Space } from '../../support/space.ts';

const app = {
  clientId: 'dingapp1',
  clientSecret: new Secret('app-secret'),
  robotCode: 'dingapp1',
  apiBase: 'https://api.dingtalk.com',
  oapiBase: 'https://oapi.dingtalk.com',
};
const url = 'https://oapi.dingtalk.com/robot/sendBySession?session=a-session-that-is-secret';
const hourMs = 3_600_000;

let space: Space;
let now: number;
let sessions: Sessions;
let admins: Admins;

beforeEach(() => {
  space = openSpace();
  now = Date.now();
  const clock = { ...systemClock, now: () => now };
  sessions = openSessions({ ...space, clock }, app);
  admins = openAdmins(space);
});

afterEach(() => space.close());

const foundAt = async (place: string) => (await sessions.find(place))?.reveal();

describe('a session webhook', () => {
  it('is found by its chat and by its person, for as long as it lives', async () => {
    await sessions.keep(['cid1', 'staff1'], url, now + hourMs);
    expect([await foundAt('cid1'), await foundAt('staff1'), await foundAt('cid2')]).toEqual([
      url,
      url,
      undefined,
    ]);
    expect(
      await space.redis.pttl(space.keys.platform('dingtalk', `session:${digestOf('cid1')}`)),
    ).toBeLessThanOrEqual(hourMs);
    now += hourMs - 9_999;
    expect(await foundAt('cid1')).toBeUndefined();
  });

  it('is followed by a later one', async () => {
    await sessions.keep(['cid1'], url, now + hourMs);
    await sessions.keep(['cid1'], `${url}2`, now + 2 * hourMs);
    expect(await foundAt('cid1')).toBe(`${url}2`);
  });

  it('cannot be read in Redis', async () => {
    await sessions.keep(['cid1', 'staff1'], url, now + hourMs);
    const keys = await space.allKeys();
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      const kept = (await space.redis.get(key)) ?? '';
      for (const text of [key, kept, Buffer.from(kept, 'base64').toString('latin1')]) {
        expect(text).not.toContain('a-session');
        expect(text).not.toContain('oapi.dingtalk.com');
      }
    }
  });

  it('that somebody else wrote into Redis is not used', async () => {
    await space.redis.set(
      space.keys.platform('dingtalk', `session:${digestOf('cid1')}`),
      JSON.stringify({ url, expiresAt: now + hourMs }),
    );
    expect(await foundAt('cid1')).toBeUndefined();
  });

  it('is not given to a bot with another secret', async () => {
    await sessions.keep(['cid1'], url, now + hourMs);
    const other = openSessions(
      { ...space, clock: systemClock },
      { ...app, clientSecret: new Secret('other') },
    );
    expect(await other.find('cid1')).toBeUndefined();
  });

  it.each([
    'https://evil.example/robot/sendBySession?session=1',
    'https://oapi.dingtalk.com.evil.example/robot/sendBySession?session=1',
    'https://oapi.dingtalk.com@evil.example/robot/sendBySession?session=1',
    'https://somebody@oapi.dingtalk.com/robot/sendBySession?session=1',
    'http://oapi.dingtalk.com/robot/sendBySession?session=1',
    'https://oapi.dingtalk.com:8443/robot/sendBySession?session=1',
    'file:///etc/passwd',
    'nowhere',
  ])('of a foreign host is not kept: %s', async foreign => {
    await sessions.keep(['cid1'], foreign, now + hourMs);
    expect(await space.allKeys()).toEqual([]);
  });

  it('of a host that is foreign since the settings changed is not given', async () => {
    await sessions.keep(['cid1'], url, now + hourMs);
    const bases = { apiBase: 'https://proxy.example', oapiBase: 'https://proxy.example' };
    const other = openSessions({ ...space, clock: systemClock }, { ...app, ...bases });
    expect(await other.find('cid1')).toBeUndefined();
  });

  it.each([
    ['that is over', -1],
    ['that is nearly over', 9_999],
  ])('%s is not kept', async (_, leftMs) => {
    await sessions.keep(['cid1'], url, now + leftMs);
    expect(await space.allKeys()).toEqual([]);
  });

  it('that claims to live for ever lives a day', async () => {
    await sessions.keep(['cid1'], url, Number.MAX_SAFE_INTEGER);
    expect(await foundAt('cid1')).toBe(url);
    const lifeMs = await space.redis.pttl(space.keys.platform('dingtalk', `session:${digestOf('cid1')}`));
    expect(lifeMs).toBeLessThanOrEqual(24 * hourMs);
  });
});

describe('an administrator', () => {
  const group = { id: 'cid2', kind: 'group' as const };

  it('is who a message calls so, until one denies it', async () => {
    expect(await admins.isChatAdmin(group, 'staff1')).toBe(false);
    await admins.note('staff1', true);
    expect(await openAdmins(space).isChatAdmin(group, 'staff1')).toBe(true);
    expect(await admins.isChatAdmin(group, 'staff2')).toBe(false);
    await admins.note('staff1', false);
    expect(await admins.isChatAdmin(group, 'staff1')).toBe(false);
  });

  it('is forgotten after a day without a message', async () => {
    await admins.note('staff1', true);
    const [key = ''] = await space.allKeys();
    expect(await space.redis.ttl(key)).toBeGreaterThan(86_000);
    expect(await space.redis.ttl(key)).toBeLessThanOrEqual(86_400);
  });

  it('is everybody in the own chat with the bot', async () => {
    expect(await admins.isChatAdmin({ id: 'cid1', kind: 'direct' }, 'staff1')).toBe(true);
  });

  it('is nobody while Redis is away', async () => {
    await admins.note('staff1', true);
    const redis = space.connect('hasty');
    redis.disconnect();
    expect(await openAdmins({ ...space, redis }).isChatAdmin(group, 'staff1')).toBe(false);
  });
});

import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { ownToken } from '../../../../adapters/dingtalk/api/tokens.ts';
import { openApi } from '../../../../adapters/dingtalk/api.ts';
import { sessionScope, sessionWindows } from '../../../../adapters/dingtalk/send/pace.ts';
import { openPatience, type Purse } from '../../../../adapters/dingtalk/send/patience.ts';
import { type Clock, systemClock } from '../../../../src/clock.ts';
import { Superseded } from '../../../../src/errors.ts';
import { Secret } from '../../../../src/secret.ts';
import { openWorld, type WorldParts } from '../../world.ts';
import { errorOf, openServer, type SmallServer } from '../small-server.ts';

let server: SmallServer;
const closes: (() => unknown)[] = [];

beforeEach(async () => {
  server = await openServer();
  closes.push(() => server.close());
});
afterEach(async () => {
  for (const close of closes.splice(0).reverse()) await close();
});

/** A purse with so many calls; what it was asked for. */
function purseOf(calls: number) {
  const asked: boolean[] = [];
  let left = calls;
  const purse: Purse = {
    async take(again) {
      asked.push(again);
      if (left === 0 && !again) return false;
      left -= 1;
      return true;
    },
    giveBack() {
      left += 1;
    },
  };
  return { purse, asked, spent: () => calls - left };
}

/** A clock whose waiting costs no time. */
function swiftClock(): Clock {
  let slept = 0;
  return {
    ...systemClock,
    now: () => systemClock.now() + slept,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      slept += ms;
    },
  };
}

/** Somebody who insists on this server. */
function open(parts: WorldParts = {}) {
  const { world, close } = openWorld(inject('redisUrl'), parts);
  const api = openApi(server.app, ownToken(server.app), () => {});
  closes.push(close, () => api.close());
  return { patience: openPatience(world, api), world };
}

/** The same, whose waiting costs no time; the budget, which Redis's clock counts, is large enough. */
const openSwift = () => open({ clock: swiftClock(), budget: { take: async () => 0, block: async () => {} } });

const write = { endpoint: 'streamCard', body: async () => ({ outTrackId: 'card-1' }) } as const;
const refusal = (code: string, status = 400) => ({ status, body: { code, message: '' } });
const busy = refusal('system.busy');

describe('a last state', () => {
  it('is repeated while DingTalk is busy or away, beyond the purse', async () => {
    const { patience } = openSwift();
    const { purse, asked } = purseOf(1);
    server.says('hang up', refusal('oops', 500), refusal('oops', 503));
    await patience.begin('landing', purse)(write);
    expect(asked).toEqual([false, true, true, true]);
    expect(server.calls).toHaveLength(4);
  });

  it('is given up after a minute', async () => {
    const { patience } = openSwift();
    const { purse } = purseOf(1);
    server.says(...Array<'hang up'>(100).fill('hang up'));
    expect(await errorOf(patience.begin('landing', purse)(write))).toMatchObject({ kind: 'unreachable' });
    expect(server.calls.length).toBeGreaterThan(5);
    expect(server.calls.length).toBeLessThan(20);
  });

  it('that is refused for good is not repeated', async () => {
    const { patience } = openSwift();
    server.says(refusal('param.error'));
    await errorOf(patience.begin('landing', purseOf(9).purse)(write));
    expect(server.calls).toHaveLength(1);
  });

  it('is not insisted on when the month is used up', async () => {
    const { patience } = openSwift();
    server.says(refusal('Forbidden.AccessDenied.ApiCountLimitForOrg', 403));
    const error = await errorOf(patience.begin('landing', purseOf(9).purse)(write));
    expect(error).toMatchObject({ mend: 'spent' });
    expect(server.calls).toHaveLength(1);
  });

  it('is not even begun with an empty purse', async () => {
    const { patience } = openSwift();
    const error = await errorOf(patience.begin('landing', purseOf(0).purse)(write));
    expect(error).toMatchObject({ kind: 'busy', mend: 'allowance' });
    expect(server.calls).toEqual([]);
  });
});

describe('a growing text', () => {
  it('leaves out what is refused', async () => {
    const { patience } = open();
    server.says(busy);
    expect(await errorOf(patience.begin('growing', purseOf(9).purse)(write))).toMatchObject({ kind: 'busy' });
    expect(server.calls).toHaveLength(1);
  });

  it('does not pay twice for what it has waited for', async () => {
    const { patience, world } = open();
    await patience.ready('streamCard', new AbortController().signal);
    const taken: unknown[] = [];
    const take = world.budget.take;
    world.budget.take = windows => {
      taken.push(windows);
      return take(windows);
    };
    await patience.begin('growing', purseOf(1).purse)(write);
    expect(taken).toEqual([]);
  });

  it('waits no longer than it is wanted', async () => {
    const { patience, world } = open();
    await world.budget.block('dingtalk:api:streamCard', 60_000);
    const signal = AbortSignal.abort(new Error('not wanted any more'));
    await expect(patience.ready('streamCard', signal)).rejects.toThrow('not wanted any more');
  });
});

describe('a refusal for pace', () => {
  it('costs nothing, and the next attempt is no repetition', async () => {
    const { patience } = open();
    const { purse, asked, spent } = purseOf(1);
    server.says(refusal('Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', 403));
    await patience.begin('landing', purse)(write);
    expect(asked).toEqual([false, false]);
    expect(spent()).toBe(1);
  });

  it('makes the other processes wait, too', async () => {
    const prefix = `test-${randomUUID()}`;
    const { patience } = open({ prefix });
    // A ban of five minutes: it is not over before the other process asks.
    server.says({ status: 403, body: '<!DOCTYPE html><html>banned</html>' });
    await errorOf(patience.begin('growing', purseOf(9).purse)(write));
    const other = open({ prefix });
    const windows = [{ scope: 'dingtalk:api:streamCard', limit: 100, perMs: 1000 }];
    expect(await other.world.budget.take(windows)).toBeGreaterThan(1000);
  });
});

describe('an access token that is not good any more', () => {
  it('is replaced at once, for a growing text too', async () => {
    const { patience } = open();
    const { purse, asked, spent } = purseOf(9);
    server.says(refusal('InvalidAuthentication'));
    await patience.begin('growing', purse)(write);
    expect(asked).toEqual([false, true]);
    expect(spent()).toBe(2);
    expect(server.tokensGiven()).toBe(2);
  });

  it('is replaced once: a second refusal is an answer', async () => {
    const { patience } = open();
    server.says(refusal('InvalidAuthentication'), refusal('InvalidAuthentication'));
    const error = await errorOf(patience.begin('landing', purseOf(9).purse)(write));
    expect(error).toMatchObject({ kind: 'credentials' });
    expect(server.calls).toHaveLength(2);
  });
});

describe('a message by a session webhook', () => {
  const session = () => new Secret(`${server.url}/robot/sendBySession?session=s1`);

  it('is sent again when it was refused for its pace', async () => {
    const { patience } = open();
    server.says({ body: { errcode: 88, errmsg: 'ding talk error[subcode=90018,submsg=too fast]' } });
    await patience.post('cid1', session(), { msgtype: 'text' });
    expect(server.calls).toHaveLength(2);
  });

  it('is not sent again when it may have arrived', async () => {
    const { patience } = open();
    server.says('hang up');
    expect(await errorOf(patience.post('cid1', session(), {}))).toMatchObject({ kind: 'unreachable' });
    expect(server.calls).toHaveLength(1);
  });

  it('that waited for its place is not sent when another process owns the reply by then', async () => {
    const { world } = openSwift();
    const api = openApi(server.app, ownToken(server.app), () => {});
    closes.push(() => api.close());
    let isOurs = true;
    const take = async () => {
      isOurs = false;
      return 0;
    };
    const patience = openPatience({ ...world, budget: { ...world.budget, take } }, api, async () => {
      if (!isOurs) throw new Superseded('taken over');
    });
    await expect(patience.post('cid1', session(), {})).rejects.toThrow(Superseded);
    expect(server.calls).toEqual([]);
  });

  it('waits when its chat has got too many', async () => {
    const { patience, world } = open();
    await world.budget.block(sessionScope('cid1'), 300_000);
    expect(await errorOf(patience.post('cid1', session(), {}))).toMatchObject({ kind: 'busy' });
    expect(await world.budget.take(sessionWindows('cid2'))).toBe(0);
    expect(server.calls).toEqual([]);
  });
});

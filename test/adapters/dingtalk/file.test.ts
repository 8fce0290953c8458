import { describe, expect, it } from 'vitest';
import { openHouse } from './house.ts';

const file = { name: '对话 2026-11-23.md', text: '# 对话\n\n“你好”\r\n' };
const shown = {
  kind: 'file',
  file: { name: '对话 2026-11-23.zip', entries: [{ name: file.name, content: file.text }] },
};

/** Somebody asks for a file. */
async function openAndAsk(asking: { inGroup?: boolean; outsider?: boolean } = {}) {
  const house = await openHouse();
  const group = asking.inGroup ? house.simulator.group({ title: '组' }) : undefined;
  const asked = await house.ask({ ...(group && { group }), outsider: asking.outsider ?? false });
  const send = async () => house.platform.sendFile?.(asked.target, file);
  return { ...house, ...asked, send };
}

describe('a file', () => {
  it.each([
    ['a person', false, 'robot.people'],
    ['a group', true, 'robot.group'],
  ])('for %s is an archive, for two calls of the month', async (_, inGroup, api) => {
    const { send, screen, calls, billed, simulator } = await openAndAsk({ inGroup });
    await send();
    expect(screen()).toMatchObject([shown]);
    expect(calls()).toEqual(['token', 'media.upload', api]);
    expect(simulator.billed().calls).toBe(2);
    expect(billed.calls).toBe(2);
  });

  it('is sent with another access token when the first is not good any more', async () => {
    const { send, screen, calls, simulator } = await openAndAsk();
    await send();
    simulator.expireTokens();
    await send();
    expect(screen()).toMatchObject([shown, shown]);
    expect(calls().slice(3)).toEqual(['media.upload 40014', 'token', 'media.upload', 'robot.people']);
  });

  it('whose sending is not confirmed is sent once more', async () => {
    const { send, screen, simulator } = await openAndAsk();
    simulator.fault({ kind: 'lost-answer', api: 'robot' });
    await send();
    expect(screen()).toMatchObject([shown, shown]);
  });

  it.each(['media', 'robot'])('that is never confirmed (%s) costs four calls at most', async api => {
    const { send, billed, simulator } = await openAndAsk();
    simulator.fault({ kind: 'lost-answer', api }, 99);
    await expect(send()).rejects.toMatchObject({ name: 'PlatformFailure', kind: 'unreachable' });
    expect(billed).toEqual(simulator.billed());
    expect(billed.calls).toBeLessThanOrEqual(4);
  });

  it('that comes too fast is sent all the same, and costs no more', async () => {
    const { send, screen, billed, simulator } = await openAndAsk();
    simulator.fault({ kind: 'too-fast', api: 'media' }, 2);
    simulator.fault({ kind: 'too-fast', api: 'robot' }, 2);
    await send();
    expect(screen()).toMatchObject([shown]);
    expect(billed.calls).toBe(2);
  });

  it('for who is outside of the organisation is refused before it costs anything', async () => {
    const { send, calls } = await openAndAsk({ outsider: true });
    await expect(send()).rejects.toMatchObject({ name: 'PlatformFailure', kind: 'refused' });
    expect(calls()).toEqual([]);
  });

  it('is refused when the month is used up, and admins hear of it once', async () => {
    const { send, calls, alerts, simulator } = await openAndAsk();
    simulator.fault({ kind: 'spent' }, 99);
    const refused = { name: 'PlatformFailure', kind: 'refused' };
    await expect(send()).rejects.toMatchObject(refused);
    await expect(send()).rejects.toMatchObject(refused);
    expect(calls()).toEqual(['token', 'media.upload 88']);
    expect(alerts).toEqual(['calls-spent']);
  });

  it('is refused for want of a permission, and neither its name nor the access token is in the error', async () => {
    const { send, screen, simulator } = await openAndAsk();
    simulator.missingScopes('qyapi_robot_sendmsg');
    const error = await send().catch((reason: Error) => reason);
    expect(error).toMatchObject({ kind: 'refused', message: expect.stringContaining('qyapi_robot_sendmsg') });
    expect(String(error)).not.toMatch(/对话|access_token/);
    expect(screen()).toEqual([]);
  });
});

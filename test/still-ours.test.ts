import { expect, test } from 'vitest';
import { Superseded } from '../src/errors.ts';
import { noteAsOurs, stillOurs } from '../src/still-ours.ts';

test.each([
  ['a verdict holds for a second', 1000, 0],
  ['a verdict that is older is asked for again, once', 1001, 1],
  ['a verdict whose age a clock that was set back hides is asked for again, once', -60_000, 1],
])('%s', async (_, passedMs, times) => {
  let now = 100_000;
  let asked = 0;
  const confirmOurs = stillOurs({ now: () => now }, async () => {
    asked += 1;
  });
  now += passedMs;
  await confirmOurs();
  await confirmOurs();
  expect(asked).toBe(times);
});

test.each([
  ['before it could note anything', false],
  ['when it had noted that', true],
])('who stood still %s hears so: only what nobody else knows of may be taken back', async (_, hasNoted) => {
  let now = 100_000;
  const refuse = () => Promise.reject(new Superseded('another goes on'));
  const standStill = async () => {
    now += 20_000;
    return 'held';
  };
  const noting = noteAsOurs({ now: () => now }, hasNoted ? standStill : refuse, refuse);
  await expect(noting).rejects.toMatchObject({ name: 'Superseded', hasNoted });
});

test('who notes something hears the newest verdict', async () => {
  let now = 100_000;
  const write = async () => {
    now += 20_000;
    return 'held';
  };
  expect(await noteAsOurs({ now: () => now }, write, async () => 'stop')).toBe('stop');
  expect(await noteAsOurs({ now: () => 0 }, write, async () => 'stop')).toBe('held');
});

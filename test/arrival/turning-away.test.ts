import { expect, test } from 'vitest';
import type { Say } from '../../src/arrival/saying.ts';
import { turningAway } from '../../src/arrival/turning-away.ts';
import { aMessage } from '../support/messages.ts';

const told = async (sentAt: string) => {
  const ids: string[] = [];
  const say: Say = async (_message, _text, id = '') => void ids.push(id);
  const turnAway = turningAway({ ownerless: false, timeZone: 'Asia/Shanghai' }, say);
  const message = aMessage({ sentAt: Date.parse(sentAt) });
  await turnAway(message, { kind: 'stranger' });
  await turnAway(message, { kind: 'banned', whose: 'user', ban: { by: 'paper:admin', at: 7 } });
  return ids;
};

test("the day on which somebody is told once is that of the bot's time zone", async () => {
  expect(await told('2026-11-23T15:59:00Z')).toEqual([
    'stranger:paper:u1:paper:c1:2026-11-23',
    'banned:user:paper:u1:7:2026-11-23',
  ]);
  expect(await told('2026-11-23T16:00:00Z')).toEqual([
    'stranger:paper:u1:paper:c1:2026-11-24',
    'banned:user:paper:u1:7:2026-11-24',
  ]);
});

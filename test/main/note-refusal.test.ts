import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAudit } from '../../src/commands/audit.ts';
import { notingRefusals } from '../../src/main/note-refusal.ts';
import { aMessage } from '../support/messages.ts';
import { openSpace, type Space } from '../support/space.ts';
import { openSmallHouse } from './house.ts';

let space: Space;
beforeEach(() => {
  space = openSpace();
});
afterEach(() => space.close());

test('a stranger who insists is in the audit log once for each command', async () => {
  const note = notingRefusals(openSmallHouse(space).house);
  for (const command of ['pause', 'pause', 'ban']) await note(aMessage(), command);
  expect(await openAudit(space.redis, space.keys).recent(10)).toMatchObject([
    { who: 'paper:u1', where: 'paper:c1', what: '/ban', result: 'refused' },
    { what: '/pause' },
  ]);
  expect(await openAudit(space.redis, space.keys).recent(10)).toHaveLength(2);
});

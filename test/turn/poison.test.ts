import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSpace, type Space } from '../support/space.ts';
import { openTurnWorld, type TurnWorld } from '../support/turn-world.ts';

let space: Space;
let world: TurnWorld;
beforeEach(() => {
  space = openSpace();
  world = openTurnWorld(space);
});
afterEach(() => space.close());

/** Takes turns, each after the one before has failed, until one succeeds. @returns how many failed */
async function failures(atMost = 20): Promise<number> {
  for (let count = 0; count < atMost; count += 1) {
    try {
      await world.takeTurn();
      return count;
    } catch {}
  }
  return atMost;
}

test('an answer that cannot be shown, for a mistake of ours, ends; the ones behind it are answered', async () => {
  world.model.calls = [['毒。'], ['好。']];
  world.paper.beforeWrite = (_, markdown) => {
    if (markdown.includes('毒')) throw new TypeError('a mistake in the renderer');
  };
  await world.ask('一');
  await world.ask('二');
  expect(await failures()).toBeLessThan(10);
  expect(await world.takeTurn()).toBe(0);
  expect(world.paper.sheets.map(({ states }) => states.at(-1))).toEqual(['好。']);
});

test('a process without the platform of a conversation leaves it to another, however often it looks at it', async () => {
  await world.ask('一');
  const strange = openTurnWorld(space, { platform: () => undefined });
  for (let i = 0; i < 8; i += 1) await expect(strange.takeTurn()).rejects.toThrow('another one must answer');
  expect(await world.takeTurn()).toBe(0);
  expect(world.paper.sheets.map(({ states }) => states.at(-1))).toEqual(['回答。']);
});

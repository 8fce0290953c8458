import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { eventually } from '../support/eventually.ts';
import type { Act } from '../support/scripted-model.ts';
import { openSpace, type Space } from '../support/space.ts';
import { openTurnWorld, type TurnWorld, words } from '../support/turn-world.ts';

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

const never = new Promise(() => {});
const waits = async () => (await space.redis.hget(space.keys.reply('c'), 'waits')) === '1';
const shown = () => world.paper.sheets.map(({ states }) => states.at(-1));

/** Processes that go no further than the last act of a call, one after the other, as if each had been killed there. */
async function killedAt(acts: readonly Act[], processes: number, isThere: () => Promise<boolean>) {
  for (let killed = 1; killed <= processes; killed += 1) {
    world.model.calls = [acts];
    const { length } = world.model.prompts;
    void world.takeTurn().catch(() => {});
    await eventually('the moment', async () => world.model.prompts.length > length && (await isThere()));
  }
}

test('processes that die while a turn stands in line did not die of it: it is answered', async () => {
  await world.ask('一');
  await killedAt([{ line: never }], 5, waits);
  world.model.calls = [['好。']];
  await world.takeTurn();
  expect(shown()).toEqual(['好。']);
});

test('nor those that die while it stands in line anew, with what a function gave back or to go on', async () => {
  world.functions.scripts = { now: () => '九点' };
  await world.ask('一');
  for (const first of [{ call: { now: {} } }, { end: { truncated: true } }]) {
    for (let killed = 1; killed <= 3; killed += 1) {
      world.model.calls = [['一。', first], [{ line: never }]];
      world.model.prompts.length = 0;
      void world.takeTurn().catch(() => {});
      await eventually('the line', async () => world.model.prompts.length === 2 && (await waits()));
    }
  }
  world.model.calls = [['好。']];
  world.model.prompts.length = 0;
  await world.takeTurn();
  expect(shown()).toEqual(['好。']);
});

test('nor those that die before they ask again', async () => {
  world = openTurnWorld(space, { clock: { ...systemClock, sleep: () => new Promise<void>(() => {}) } });
  await world.ask('一');
  await killedAt([{ fail: 'rate' }], 5, waits);
  world = openTurnWorld(space);
  await world.takeTurn();
  expect(shown()).toEqual(['回答。']);
});

test('a turn whose processes all die while it waits, as of what it did before, is not begun for ever', async () => {
  await world.ask('一');
  await killedAt([{ line: never }], 30 + 3, waits);
  world.model.calls = [['好。']];
  await world.takeTurn();
  expect(shown()).toEqual([words.apology]);
});

test('a turn that has stood in line and kills three workers by its call ends with an apology', async () => {
  await world.ask('一');
  await killedAt([{ place: 1, line: Promise.resolve() }, { until: never }], 3, async () => !(await waits()));
  await world.takeTurn();
  expect(shown()).toEqual([words.apology]);
});

test('a process without the platform of a conversation leaves it to another, however often it looks at it', async () => {
  await world.ask('一');
  const strange = openTurnWorld(space, { platform: () => undefined });
  for (let i = 0; i < 8; i += 1) await expect(strange.takeTurn()).rejects.toThrow('another one must answer');
  expect(await world.takeTurn()).toBe(0);
  expect(world.paper.sheets.map(({ states }) => states.at(-1))).toEqual(['回答。']);
});

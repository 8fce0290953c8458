import { expect, test } from 'vitest';
import { isCommand } from '../../proof/judge/is-command.ts';
import { calm } from '../../proof/story/calm.ts';
import { Dice } from '../../proof/story/dice.ts';
import { tell } from '../../proof/story/tell.ts';

const plan = { seed: 7, kills: 60, workers: 4, intakes: 2 };

test('the same seed tells the same story, another one another', () => {
  expect(tell(plan)).toEqual(tell(plan));
  expect(tell({ ...plan, seed: 8 })).not.toEqual(tell(plan));
});

test('a story kills as many processes as it was told to, half of them at a moment of an answer', () => {
  const { questions, events } = tell(plan);
  expect(questions.filter(({ mishap }) => mishap?.deed.kind === 'kill')).toHaveLength(30);
  expect(events.filter(({ kind }) => kind === 'kill')).toHaveLength(30);
});

test('a few of what is said in direct chats are commands, and more of what something befalls there', () => {
  const { questions, rooms } = tell({ ...plan, kills: 1000 });
  const direct = questions.filter(({ room }) => rooms[room]?.kind === 'direct');
  const commands = questions.filter(isCommand);
  expect(direct).toEqual(expect.arrayContaining(commands));
  expect(commands.length / direct.length).toBeGreaterThan(0.04);
  expect(commands.length / direct.length).toBeLessThan(0.07);
  const killed = commands.filter(({ mishap }) => mishap?.deed.kind === 'kill');
  expect(killed.length).toBeGreaterThan(20);
  expect(killed.length).toBeLessThan(60);
});

test('what befalls a command befalls its one call, and the model has no part in it', () => {
  const commands = tell({ ...plan, kills: 1000 }).questions.filter(isCommand);
  const befallen = commands.flatMap(({ mishap }) => mishap?.at ?? []);
  expect(befallen.every(({ side, nth }) => side === 'platform' && nth === 1)).toBe(true);
  expect(new Set(befallen.map(({ stage }) => stage))).toEqual(new Set(['arrived', 'landed']));
  expect(commands.every(({ modelFault }) => modelFault === undefined)).toBe(true);
});

test('everything that can happen happens, within the story and in the order of time', () => {
  const { events, questions, rooms, lastsMs } = tell(plan);
  expect(new Set(events.map(({ kind }) => kind)).size).toBe(12);
  for (const list of [events, questions]) {
    const times = list.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.every(atMs => atMs >= 0 && atMs <= lastsMs)).toBe(true);
  }
  expect(questions.every(({ room, speaker }) => speaker < (rooms[room]?.people ?? 0))).toBe(true);
  expect(new Set(rooms.map(({ platform, kind }) => `${platform} ${kind}`)).size).toBe(6);
});

test('a thousand kills are played with hundreds of chats', () => {
  expect(tell({ ...plan, kills: 1000 }).rooms.length).toBeGreaterThanOrEqual(200);
});

test('in a calm story nothing happens but questions, as many as were told', () => {
  const { questions, events } = calm({ seed: 1, lastsMs: 60_000, perSecond: 4, chats: 30 });
  expect(events).toEqual([]);
  expect(questions).toHaveLength(240);
  expect(
    questions.every(({ mishap, modelFault, platformFault }) => !mishap && !modelFault && !platformFault),
  ).toBe(true);
});

test('dice of another label throw other numbers, and all of them evenly', () => {
  const throws = (label: string) => {
    const dice = new Dice(1, label);
    return Array.from({ length: 6000 }, () => dice.within(1, 6));
  };
  expect(throws('a')).not.toEqual(throws('b'));
  for (const face of [1, 2, 3, 4, 5, 6]) {
    const share = throws('a').filter(thrown => thrown === face).length / 6000;
    expect(share).toBeGreaterThan(0.14);
    expect(share).toBeLessThan(0.2);
  }
});

test('some of many are different ones', () => {
  const some = new Dice(3, 'some').someBelow(50, 40);
  expect(new Set(some).size).toBe(40);
  expect(new Dice(3, 'some').someBelow(3, 40)).toHaveLength(3);
});

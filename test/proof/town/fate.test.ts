import { beforeEach, expect, test } from 'vitest';
import type { Mishap } from '../../../proof/story/story.ts';
import type { Crew } from '../../../proof/town/crew.ts';
import { Fates } from '../../../proof/town/fate.ts';
import { markOf } from '../../../proof/town/marks.ts';
import type { NotedCall } from '../../../proof/town/notes.ts';
import type { Moment } from '../../../simulators/watch.ts';

let killed: string[];
const crew = { kill: async (name: string) => void killed.push(name) } as Crew;
beforeEach(() => {
  killed = [];
});

const fatesWith = (at: Mishap['at'], deed: Mishap['deed'] = { kind: 'kill' }) =>
  new Fates({
    questions: [{ number: 1, atMs: 0, room: 0, speaker: 0, sentences: 3, mishap: { at, deed } }],
  });
const call = (side: NotedCall['side'], question = 1): NotedCall => ({
  question,
  side,
  by: 'worker-1.1',
  at: 0,
  landedAt: undefined,
  isUnanswered: false,
  kind: 'send',
});
const moment = (stage: Moment['stage'], about = ''): Moment => ({
  stage,
  api: 'x',
  about,
  port: 1,
  door: 2,
});

test('a process is killed at its call, at its moment, once', async () => {
  const fates = fatesWith({ side: 'platform', stage: 'landed', nth: 2 });
  const both = async () => {
    await fates.decide(call('platform'), moment('arrived'), crew);
    return fates.decide(call('platform'), moment('landed'), crew);
  };
  expect(await both()).toBe('go on');
  expect(await both()).toBe('cut');
  expect(await both()).toBe('go on');
  expect(killed).toEqual(['worker-1.1']);
});

test('a moment that an answer is too short for is its last sentence', async () => {
  const fates = fatesWith({ side: 'platform', stage: 'arrived', nth: 9 });
  expect(await fates.decide(call('platform'), moment('arrived', 'S1-2/3 好'), crew)).toBe('go on');
  expect(await fates.decide(call('platform'), moment('arrived', 'S1-3/3 好'), crew)).toBe('cut');
});

test('other questions, sides and stages are left alone', async () => {
  const fates = fatesWith({ side: 'model', stage: 'landed', nth: 1 });
  for (const other of [call('platform'), call('model', 2)]) {
    expect(await fates.decide(other, moment('landed'), crew)).toBe('go on');
  }
  expect(await fates.decide(call('model'), moment('arrived'), crew)).toBe('go on');
  expect(killed).toEqual([]);
});

test('a process is killed at the one call that answers a command', async () => {
  const fates = fatesWith({ side: 'platform', stage: 'landed', nth: 1 });
  await fates.decide(call('platform'), moment('arrived', markOf({ number: 1, sentences: 0 })), crew);
  await fates.decide(call('platform'), moment('landed', markOf({ number: 1, sentences: 0 })), crew);
  expect(killed).toEqual(['worker-1.1']);
});

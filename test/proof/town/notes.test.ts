import { expect, test } from 'vitest';
import { markOf } from '../../../proof/town/marks.ts';
import { Notes } from '../../../proof/town/notes.ts';
import type { Moment } from '../../../simulators/watch.ts';

const moment = (stage: Moment['stage'], about: string, door = 2): Moment => ({
  stage,
  api: 'x',
  about,
  port: 1,
  door,
});

test('a call has landed when its connection says so', () => {
  const notes = new Notes();
  const call = notes.arrived(moment('arrived', 'S1-1/3 好'), 'telegram', 'worker-1.1', 'send');
  expect(notes.landed(moment('landed', 'S1-1/3 好'))).toBe(call);
  expect(call?.landedAt).toBeGreaterThan(0);
});

test('a call that was refused has not landed because another one on its connection did', () => {
  const notes = new Notes();
  const refused = notes.arrived(moment('arrived', 'S1-1/3 好'), 'telegram', 'worker-1.1', 'send');
  notes.arrived(moment('arrived', 'getMe'), 'telegram', 'worker-1.1');
  expect(notes.landed(moment('landed', 'getMe'))).toBeUndefined();
  expect(refused?.landedAt).toBeUndefined();
});

test('calls that come from one port to two servers are two', () => {
  const notes = new Notes();
  const one = notes.arrived(moment('arrived', 'S1-1/3 好'), 'telegram', 'worker-1.1', 'send');
  const other = notes.arrived(moment('arrived', 'S2-1/3 好', 3), 'dingtalk', 'worker-2.1', 'send');
  expect(notes.landed(moment('landed', 'S1-1/3 好'))).toBe(one);
  expect(notes.landed(moment('landed', 'S2-1/3 好', 3))).toBe(other);
});

test('the call that answers a command is known by its mark, on every platform', () => {
  const notes = new Notes();
  const said = `{"text":"penalty_score 已设为 ${markOf({ number: 12, sentences: 0 })}，"}`;
  for (const [door, platform] of (['telegram', 'feishu', 'dingtalk'] as const).entries()) {
    const call = notes.arrived(moment('arrived', said, door), platform, 'worker-1.1', 'send');
    expect(call?.question).toBe(12);
    expect(notes.landed(moment('landed', said, door))).toBe(call);
  }
});

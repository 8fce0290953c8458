import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { type BigTown, openBigTown } from './big-town.ts';
import { adminId, type Corner, type Somebody } from './corner.ts';
import { type Kept, lookInto } from './kept.ts';
import { openQuestions, type Questions } from './numbered-questions.ts';

const words = wordingFor('zh-CN');
const platforms = Object.keys(adminId) as Corner['platform'][];

let town: BigTown;
let questions: Questions;
let kept: Kept;

beforeAll(async () => {
  town = await openBigTown({ ernie: { chunkMs: 60 }, settings: { GROUP_MEMORY: 'member' } });
  questions = openQuestions(town.ernie);
  kept = lookInto(town);
  await Promise.all([town.startBot({ ROLES: 'intake' }), town.startBot({ ROLES: 'worker' })]);
});
afterAll(() => town.close());

/** Two members of a group, and who runs it. */
function peopleIn(platform: Corner['platform']) {
  const corner = town.corners.find(each => each.platform === platform);
  if (!corner) throw new Error(`nobody uses ${platform}`);
  const [li, wang, boss] = [corner.person(), corner.person(), corner.person(undefined, true)];
  const room = corner.group(li, wang, boss);
  /** Waits until the answers to one of them are remembered. */
  const settled = (who: Somebody) => kept.settled(`${platform}:${room.id}:m${who.id}`);
  return { li, wang, boss, room, settled };
}

test.concurrent.each(platforms)(
  'each member of a group has a conversation of their own, to go on with, to take along and to forget, on %s',
  async platform => {
    const { li, wang, room, settled } = peopleIn(platform);
    const { next, answer, promptOf } = questions;
    const [lis, wangs, lisNext, wangsNext] = [next(), next(), next(), next()];
    await room.ask(li, lis);
    await room.ask(wang, wangs);
    expect(promptOf(wangs)).toEqual([expect.stringContaining(wangs)]);

    await settled(li);
    const taken = await room.ask(li, '/export');
    expect(taken.file).toContain(answer(lis, 1));
    expect(taken.file).not.toContain(wangs);
    expect((await room.ask(wang, '/new')).text).toBe(words.commands.forgotten);
    await room.ask(wang, wangsNext);
    await room.ask(li, lisNext);
    expect(promptOf(wangsNext)).toHaveLength(1);
    expect(promptOf(lisNext).slice(0, 2)).toEqual([expect.stringContaining(lis), answer(lis, 1)]);
  },
);

test.concurrent.each(platforms)(
  'nobody waits for another member, stops their answer, or has it made anew, on %s',
  async platform => {
    const { li, wang, room, settled } = peopleIn(platform);
    const { next, answer } = questions;
    const [lis, wangs] = [next(), next()];
    room.say(li, `很慢地说 ${lis}`);
    const growing = await eventually('text', () => room.shown().find(({ text }) => text.includes('第2句')));
    const quick = await room.ask(wang, wangs);
    expect(quick.text).toBe(answer(wangs, 1));
    await settled(wang);
    expect((await room.ask(wang, '/stop')).text).toBe(words.commands.stop.nothing);
    expect(await room.press(wang, growing.id, 'stop')).toBe(words.commands.stop['not-yours']);
    expect(room.shown().find(({ id }) => id === growing.id)?.isOver).toBe(false);

    room.say(wang, '/retry');
    await eventually('the new answer', () =>
      room.shown().find(({ id, text }) => id === quick.id && text === answer(wangs, 2)),
    );
    expect((await room.ask(li, '/stop')).text).toBe(words.commands.stop.stopped);
    const ended = await eventually('the end', () =>
      room.shown().find(({ id, isOver }) => id === growing.id && isOver),
    );
    expect(ended.text).toContain(words.stopped);
    if (ended.buttons.includes('retry')) {
      expect(await room.press(wang, growing.id, 'retry')).toBe(words.onlyLatest);
    }
    expect(ended.buttons.includes('retry')).toBe(platform !== 'telegram');
  },
);

test.concurrent.each(platforms)(
  'an admin of the group stops the answers to all members, on %s',
  async platform => {
    const { li, wang, boss, room } = peopleIn(platform);
    for (const who of [li, wang]) room.say(who, `很慢地说 ${questions.next()}`);
    const growing = await eventually('two answers that grow', () => {
      const both = room.shown().filter(({ text }) => text.includes('第2句'));
      return both.length === 2 && both.map(({ id }) => id);
    });
    expect((await room.ask(boss, '/stop')).text).toBe(words.commands.stop.stopped);
    await eventually('both ends', () =>
      room
        .shown()
        .filter(({ id }) => growing.includes(id))
        .every(({ isOver, text }) => isOver && text.includes(words.stopped)),
    );
  },
);

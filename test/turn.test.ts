import { afterEach, beforeEach, expect, test } from 'vitest';
import { PlatformFailure, Superseded } from '../src/errors.ts';
import { messageKey } from '../src/message.ts';
import { eventually } from './support/eventually.ts';
import { openSpace, type Space } from './support/space.ts';
import { openTurnWorld, type TurnWorld, words } from './support/turn-world.ts';

let space: Space;
let world: TurnWorld;
beforeEach(() => {
  space = openSpace();
  world = openTurnWorld(space);
});
afterEach(() => space.close());

const lastStates = () => world.paper.sheets.map(({ states }) => states.at(-1));
const asked = () => world.model.prompts.map(({ messages }) => messages.map(({ content }) => content));

/** Opens when told to. */
function gate() {
  let open = () => {};
  const until = new Promise<void>(resolve => {
    open = resolve;
  });
  return { until, open: () => open() };
}

test('a question is answered in one message, with the history that the ones before it left', async () => {
  world.model.calls = [['第一。', '第二。'], ['好。']];
  await world.ask('一');
  await world.ask('二');
  expect(await world.takeTurn()).toBe(1);
  expect(await world.takeTurn()).toBe(0);
  expect(lastStates()).toEqual(['第一。第二。', '好。']);
  expect(asked()).toEqual([['一'], ['一', '第一。第二。', '二']]);
});

test('nothing waits: nothing happens', async () => {
  expect(await world.takeTurn()).toBe(0);
  expect(world.paper.sheets).toEqual([]);
});

test('a refused call is tried again in the same message', async () => {
  world.model.calls = [[{ fail: 'rate' }], [{ fail: 'unavailable' }], ['好。']];
  await world.ask('一');
  await world.takeTurn();
  expect(lastStates()).toEqual(['好。']);
  expect(world.model.prompts).toHaveLength(3);
  expect(world.alerts).toEqual([]);
});

test('retries that ran out are told to the person in words and to the admins, and leave no trace', async () => {
  world.model.calls = [[{ fail: 'rate' }]];
  await world.ask('一');
  await world.takeTurn();
  expect(lastStates()).toEqual([words.failure.rate]);
  expect(world.model.prompts).toHaveLength(3);
  expect(world.alerts).toMatchObject([{ kind: 'rate' }]);
  world.model.calls = [['好。']];
  await world.ask('二');
  await world.takeTurn();
  expect(asked().at(-1)).toEqual(['二']);
});

test('a refused access token is renewed at once, and once only', async () => {
  world.model.calls = [[{ fail: 'token' }], ['好。']];
  await world.ask('一');
  await world.takeTurn();
  expect(lastStates()).toEqual(['好。']);
  world.model.calls = [[{ fail: 'token' }]];
  const before = world.model.prompts.length;
  await world.ask('二');
  await world.takeTurn();
  expect(world.model.prompts.length - before).toBe(2);
  expect(world.alerts).toMatchObject([{ kind: 'token' }]);
});

test('a failure that nobody can wait out is final at once', async () => {
  world.model.calls = [[{ fail: 'quota' }]];
  await world.ask('一');
  await world.takeTurn();
  expect(world.model.prompts).toHaveLength(1);
  expect(lastStates()).toEqual([words.failure.quota]);
  expect(world.alerts).toMatchObject([{ kind: 'quota' }]);
});

test('a stream that breaks after text was seen is begun anew once; then the text stays, marked as cut', async () => {
  const first = gate();
  world.model.calls = [
    ['一句话。', { until: first.until }, { fail: 'broken' }],
    ['一句', { fail: 'broken' }],
  ];
  await world.ask('一');
  const taken = world.takeTurn();
  await eventually('the first text', () => world.paper.sheets[0]?.states[0] === '一句话。');
  first.open();
  await taken;
  expect(world.model.prompts).toHaveLength(2);
  expect(lastStates()).toEqual([`一句话。\n\n${words.cut}`]);
});

test('the old text stays until the new one is longer', async () => {
  const first = gate();
  world.model.calls = [
    ['很长的一句话。', { until: first.until }, { fail: 'broken' }],
    ['短。', '但是后来长得多。'],
  ];
  await world.ask('一');
  const taken = world.takeTurn();
  await eventually('the first text', () => world.paper.sheets[0]?.states[0] === '很长的一句话。');
  first.open();
  await taken;
  expect(world.paper.sheets[0]?.states).toEqual(['很长的一句话。', '短。但是后来长得多。']);
});

test('another process finishes the same message', async () => {
  const never = gate();
  world.model.calls = [
    ['写了一半。', { until: never.until }],
    ['写了一半。', '写完了。'],
  ];
  await world.ask('一');
  const killed = world.takeTurn();
  await eventually('half an answer', () => world.paper.sheets[0]?.states[0] === '写了一半。');
  await world.takeTurn();
  never.open();
  await expect(killed).rejects.toThrow(Superseded);
  expect(world.paper.sheets).toHaveLength(1);
  expect(world.paper.sheets[0]).toMatchObject({
    finished: true,
    states: ['写了一半。', '写了一半。写完了。'],
  });
});

test('an answer that was saved before a crash is shown without another call', async () => {
  world.paper.beforeWrite = kind => {
    if (kind === 'finish') throw new Error('the process dies here');
  };
  await world.ask('一');
  await expect(world.takeTurn()).rejects.toThrow('dies here');
  world.paper.beforeWrite = () => {};
  await world.takeTurn();
  expect(world.model.prompts).toHaveLength(1);
  expect(lastStates()).toEqual(['回答。']);
});

test('a turn that killed three workers ends with an apology', async () => {
  await world.ask('一');
  await world.ask('二');
  world.model.calls = [[{ until: new Promise(() => {}) }]];
  for (let killed = 1; killed <= 3; killed++) {
    void world.takeTurn().catch(() => {});
    await eventually('the call', () => world.model.prompts.length === killed);
  }
  expect(await world.takeTurn()).toBe(1);
  expect(lastStates()).toEqual([words.apology]);
});

test('a stopped answer keeps what is visible, in the message and in the history', async () => {
  world.model.calls = [['一句话。', { until: new Promise(() => {}) }], ['好。']];
  const message = await world.ask('一');
  const taken = world.takeTurn();
  await eventually('text', () => world.paper.sheets[0]?.states[0] === '一句话。');
  world.running.stop('c', messageKey(message));
  await taken;
  expect(lastStates()).toEqual([`一句话。\n\n${words.stopped}`]);
  await world.ask('二');
  await world.takeTurn();
  expect(asked().at(-1)).toEqual(['一', `一句话。\n\n${words.stopped}`, '二']);
});

test('a turn that is handed back goes on elsewhere and does not count as a crash', async () => {
  world.model.calls = [
    ['一句话。', { until: new Promise(() => {}) }],
    ['一句话。', '完。'],
  ];
  await world.ask('一');
  const taken = world.takeTurn();
  await eventually('text', () => world.paper.sheets[0]?.states[0] === '一句话。');
  world.running.handBack('all');
  expect(await taken).toBe(1);
  expect(await space.redis.hget(space.keys.reply('c'), 'begun')).toBe('0');
  await world.takeTurn();
  expect(world.paper.sheets).toMatchObject([{ finished: true, states: ['一句话。', '一句话。完。'] }]);
});

test('what the vendor wants forgotten is taken back, and the history with it', async () => {
  world.model.calls = [['好。'], ['坏', { end: { forget: true } }], ['好。']];
  await world.ask('一');
  await world.takeTurn();
  await world.ask('二');
  await world.takeTurn();
  expect(lastStates()[1]).toBe(words.cleared);
  await world.ask('三');
  await world.takeTurn();
  expect(asked().at(-1)).toEqual(['三']);
});

test('a question that is too long by itself is refused in words, without a call', async () => {
  await world.ask('长'.repeat(3001));
  await world.takeTurn();
  expect(world.model.prompts).toHaveLength(0);
  expect(lastStates()).toEqual([words.tooLong(3001, 3000)]);
});

test('a retry answers the last question anew, in the same message and in place of the old round', async () => {
  world.model.calls = [['旧。'], ['新。'], ['好。']];
  await world.ask('一');
  await world.takeTurn();
  await world.retry();
  await world.takeTurn();
  expect(world.paper.sheets).toMatchObject([{ states: ['旧。', '新。'], finished: true }]);
  await world.ask('二');
  await world.takeTurn();
  expect(asked()).toEqual([['一'], ['一'], ['一', '新。', '二']]);
});

test('there is nothing to retry in a new conversation', async () => {
  await world.retry();
  await world.takeTurn();
  expect(lastStates()).toEqual([words.nothingToRetry]);
});

test('a retry that found nothing is no question to ask anew', async () => {
  for (let i = 0; i < 2; i += 1) {
    await world.retry();
    await world.takeTurn();
  }
  expect(world.paper.sheets.map(({ states }) => states.at(-1))).toEqual([
    words.nothingToRetry,
    words.nothingToRetry,
  ]);
  expect(world.model.prompts).toEqual([]);
  expect(world.counted).toEqual([]);
});

test('a new answer counts for who asked for it, and not for whose question it is', async () => {
  await world.ask('一');
  await world.takeTurn();
  await world.retry({ sender: { id: 'u2', name: '小王' } });
  await world.takeTurn();
  expect(world.counted.map(({ person }) => person)).toEqual(['paper:u1', 'paper:u2']);
});

test('a retry that fails leaves the old round to the next retry', async () => {
  world.model.calls = [['旧。'], [{ fail: 'quota' }], ['新。'], ['好。']];
  await world.ask('一');
  await world.takeTurn();
  await world.retry();
  await world.takeTurn();
  await world.retry();
  await world.takeTurn();
  await world.ask('二');
  await world.takeTurn();
  expect(asked().at(-1)).toEqual(['一', '新。', '二']);
});

test('a last state that the platform does not take now is left for later, and the conversation goes on', async () => {
  world.paper.beforeWrite = kind => {
    if (kind === 'finish') throw new PlatformFailure('busy', 'too fast', 90_000);
  };
  await world.ask('一');
  expect(await world.takeTurn()).toBe(0);
  expect(world.later).toMatchObject([{ markdown: '回答。', inMs: 90_000 }]);
});

test('who blocked the bot is not written to any more, and the model is not asked what still waits', async () => {
  world.paper.beforeWrite = () => {
    throw new PlatformFailure('gone', 'blocked');
  };
  world.model.calls = [['一句话。', { until: new Promise(() => {}) }]];
  await world.ask('一');
  await world.ask('二');
  expect(await world.takeTurn()).toBe(0);
  expect(world.later).toEqual([]);
  expect(await world.mailbox.waiting('c')).toMatchObject({ questions: [] });
  expect(world.model.prompts).toHaveLength(1);
});

test('a message that waits gets its reply early, which tells the place and becomes the answer', async () => {
  const line = gate();
  world.model.calls = [[{ place: 3, line: line.until }, '好。']];
  await world.ask('一');
  const taken = world.takeTurn();
  await eventually('the place', () => world.paper.sheets[0]?.states[0] === words.waiting(3));
  line.open();
  await taken;
  expect(world.paper.sheets).toMatchObject([{ states: [words.waiting(3), '好。'], finished: true }]);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { openSpace, type Space } from '../support/space.ts';
import { openTurnWorld, type TurnWorld, words } from '../support/turn-world.ts';

let space: Space;
let world: TurnWorld;
const logged: unknown[] = [];
beforeEach(() => {
  space = openSpace();
  logged.length = 0;
  world = openTurnWorld(space, { log: (...line) => logged.push(line) });
  world.forbid('坏词');
});
afterEach(() => space.close());

const states = () => world.paper.sheets.at(-1)?.states;
const lastPrompt = () => world.model.prompts.at(-1)?.messages.map(({ content }) => content);

test('a question with a forbidden word is refused in words, without a call', async () => {
  for (const asked of [{}, { quoted: { text: '引用坏词', fromBot: false, senderName: '小王' } }]) {
    await world.ask('quoted' in asked ? '怎么看' : '说说坏词', asked);
    await world.takeTurn();
    expect(states()).toEqual([words.questionRefused]);
  }
  expect(world.model.prompts).toEqual([]);
  expect(world.alerts).toEqual([]);
});

test('an answer that contains one is cut off and taken back, also where the word comes in pieces', async () => {
  world.model.calls = [['好的。', '这是坏', '词。', { until: new Promise(() => {}) }]];
  await world.ask('一');
  await world.takeTurn();
  expect(states()?.at(-1)).toBe(words.answerRefused);
  expect(states()?.join('')).not.toContain('坏');
});

test('what was never shown on the way is looked at before the end', async () => {
  world.model.calls = [['这里有坏词']];
  await world.ask('一');
  await world.takeTurn();
  expect(states()).toEqual([words.answerRefused]);
});

test('neither enters the history or the log, and both can be tried again', async () => {
  world.model.calls = [['坏词。'], ['好。'], ['再好。']];
  await world.ask('一');
  await world.takeTurn();
  await world.retry();
  await world.takeTurn();
  expect(states()).toEqual([words.answerRefused, '好。']);
  await world.ask('二');
  await world.takeTurn();
  expect(lastPrompt()).toEqual(['一', '好。', '二']);
  expect(JSON.stringify(logged)).not.toContain('坏词');
});

test('a model that thinks a forbidden word is cut off too', async () => {
  world.model.calls = [[{ think: '想到坏词。' }, { until: new Promise(() => {}) }]];
  await world.ask('一');
  await world.takeTurn();
  expect(states()).toEqual([words.answerRefused]);
});

test('a vendor that has all forgotten clears the history; the text is taken back, and who is to blame is logged', async () => {
  world.model.calls = [['好。'], ['不好。', { end: { forget: true, banRound: 1 } }], ['好。']];
  for (const text of ['一', '二']) {
    await world.ask(text);
    await world.takeTurn();
  }
  expect(states()?.at(-1)).toBe(words.cleared);
  expect(logged).toContainEqual(['model.forget', { conversation: 'c', model: 'script', banRound: 1 }]);
  await world.ask('三');
  await world.takeTurn();
  expect(lastPrompt()).toEqual(['三']);
});

test('where the text may stay it stays, with words under it, and the history goes all the same', async () => {
  world.model.calls = [['好。'], ['还行。', { end: { forget: true, textMayStay: true } }], ['好。']];
  for (const text of ['一', '二']) {
    await world.ask(text);
    await world.takeTurn();
  }
  expect(states()?.at(-1)).toBe(`还行。\n\n${words.clearedBelow}`);
  await world.ask('三');
  await world.takeTurn();
  expect(lastPrompt()).toEqual(['三']);
});

test('what a step with functions shows is taken back as well', async () => {
  world.functions.scripts = { weather: () => '25 度' };
  world.model.calls = [
    ['我查一下。', { call: { weather: {} } }],
    ['不好。', { end: { forget: true } }],
  ];
  await world.ask('一');
  await world.takeTurn();
  expect(states()?.at(-1)).toBe(words.cleared);
});

test('what a model thinks is shown while it thinks, folded above the answer at the end, and never remembered', async () => {
  let free = () => {};
  const gate = new Promise<void>(resolve => {
    free = resolve;
  });
  world.model.calls = [[{ think: '先看问题。' }, { until: gate }, '答案。'], ['好。']];
  await world.ask('一');
  const taken = world.takeTurn();
  await eventually('the thought', () => states()?.at(-1) === '> 先看问题。');
  free();
  await taken;
  expect(states()?.at(-1)).toBe(`> [!THINKING] ${words.thoughts}\n> 先看问题。\n\n答案。`);
  await world.ask('二');
  await world.takeTurn();
  expect(lastPrompt()).toEqual(['一', '答案。', '二']);
});

test('SHOW_THINKING=false shows none of it', async () => {
  world = openTurnWorld(space, { showThinking: false });
  world.model.calls = [[{ think: '先看问题。' }, '答案。']];
  await world.ask('一');
  await world.takeTurn();
  expect(states()).toEqual(['答案。']);
});

test('what the vendor breaks off for its content is taken back', async () => {
  world.model.calls = [['不好的话。', { until: eventually('the text', () => states()) }, { fail: 'unsafe' }]];
  await world.ask('一');
  await world.takeTurn();
  expect(states()).toEqual(['不好的话。', words.failure.unsafe]);
});

test('so it is where only the rest of a cut answer was refused', async () => {
  world.model.calls = [
    ['不好的', { end: { truncated: true } }],
    ['话。', { fail: 'unsafe' }],
  ];
  await world.ask('一');
  await world.takeTurn();
  expect(states()?.at(-1)).toBe(words.failure.unsafe);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { openChatSettings } from '../../src/chat-settings.ts';
import { Superseded } from '../../src/errors.ts';
import { messageKey } from '../../src/message.ts';
import { eventually } from '../support/eventually.ts';
import { openSpace, type Space } from '../support/space.ts';
import { openTurnWorld, type TurnWorld, words } from '../support/turn-world.ts';

let space: Space;
let world: TurnWorld;
beforeEach(() => {
  space = openSpace();
  world = openTurnWorld(space);
  world.functions.scripts = { weather: () => '25 度', clock: () => '九点' };
});
afterEach(() => space.close());

const never = () => new Promise<never>(() => {});
const sheet = () => world.paper.sheets[0];
const answer = () => sheet()?.states.at(-1);
const messages = (call: number) =>
  world.model.prompts[call]?.messages.map(({ role, content }) => `${role}: ${content}`);
const offered = () => world.model.prompts.map(({ functions = [] }) => functions.map(({ name }) => name));

test('what the model wants called is run, and it is asked again with the result; the history has question and answer', async () => {
  world.model.calls = [[{ call: { weather: { city: '北京' } } }], ['25 度。'], ['不客气。']];
  await world.ask('北京冷吗');
  await world.takeTurn();
  expect(world.functions.called).toMatchObject([{ name: 'weather', arguments: '{"city":"北京"}' }]);
  expect(messages(1)).toEqual(['user: 北京冷吗', 'assistant: ', 'function: 25 度']);
  expect(offered()).toEqual([
    ['weather', 'clock'],
    ['weather', 'clock'],
  ]);
  expect(answer()).toBe('25 度。');
  await world.ask('谢谢');
  await world.takeTurn();
  expect(messages(2)).toEqual(['user: 北京冷吗', 'assistant: 25 度。', 'user: 谢谢']);
});

test('without functions a request looks exactly as before', async () => {
  world.functions.scripts = {};
  await world.ask('一');
  await world.takeTurn();
  expect(Object.keys(world.model.prompts[0] ?? {}).sort()).toEqual(['messages', 'parameters', 'userHash']);
});

test('a chat from which its admins took functions is offered none', async () => {
  await openChatSettings(space.redis, space.keys).setFunctions('c', 'off');
  await world.ask('一');
  await world.takeTurn();
  expect(offered()).toEqual([[]]);
});

test('a question that leaves no room for functions is asked without them', async () => {
  for (const text of ['问'.repeat(2990), '短']) {
    await world.ask(text);
    await world.takeTurn();
  }
  expect(offered()).toEqual([[], ['weather', 'clock']]);
});

test('a long quotation leaves room for the persona and for functions', async () => {
  const manner = () => ({ system: '你是客服。', parameters: {} });
  world = openTurnWorld(space, { manner });
  world.functions.scripts = { weather: () => '25 度' };
  await world.ask('怎么看', { quoted: { text: '引'.repeat(5000), fromBot: true } });
  await world.takeTurn();
  expect(answer()).toBe('回答。');
  expect(offered()).toEqual([['weather']]);
});

test('a question that quoted a long text is still known when the next one is asked', async () => {
  for (const quoted of [{ text: '引'.repeat(5000), fromBot: true }, undefined]) {
    await world.ask('怎么看', quoted && { quoted });
    await world.takeTurn();
  }
  expect(messages(1)).toHaveLength(3);
  expect(messages(1)?.[0]?.endsWith('…\n\n怎么看')).toBe(true);
});

test('several calls at once give their results in order; the text before them stays', async () => {
  world.model.calls = [['我查一下。', { call: { clock: {}, weather: {} } }], ['九点，25 度。']];
  await world.ask('几点，多少度');
  await world.takeTurn();
  expect(messages(1)).toEqual([
    'user: 几点，多少度',
    'assistant: 我查一下。',
    'function: 九点',
    'function: 25 度',
  ]);
  expect(answer()).toBe('我查一下。\n\n九点，25 度。');
});

test('while a function runs the growing reply says which, in place of other words or under the text', async () => {
  let free = () => {};
  const gate = new Promise<void>(resolve => {
    free = resolve;
  });
  const later = new Promise<void>(resolve => {
    world.functions.scripts = {
      weather: () => gate.then(() => '25 度'),
      quiet: () => later.then(() => '静'),
    };
    setImmediate(() =>
      eventually('the general word', () => answer() === `我再看看。\n\n${words.usingTool}`).then(() =>
        resolve(),
      ),
    );
  });
  world.model.calls = [[{ call: { weather: {} } }], ['我再看看。', { call: { quiet: {} } }], ['25 度，静。']];
  await world.ask('北京冷吗');
  const taken = world.takeTurn();
  await eventually('the label', () => answer() === '正在查询 weather…');
  free();
  await later;
  await taken;
  expect(answer()).toBe('我再看看。\n\n25 度，静。');
});

test('steps after the first go first in the line of all processes, for the person sees the reply', async () => {
  world.model.calls = [[{ call: { weather: {} } }], ['好。']];
  await world.ask('一');
  await world.takeTurn();
  expect(world.model.lines.map(({ seen }) => seen)).toEqual([false, true]);
  expect(new Set(world.model.lines.map(({ since }) => since)).size).toBe(1);
});

test('a model that never stops calling is asked once without functions after five steps', async () => {
  world.model.calls = [[{ call: { weather: {} } }]];
  await world.ask('一');
  await world.takeTurn();
  expect(world.functions.called).toHaveLength(5);
  expect(world.model.prompts).toHaveLength(6);
  expect(offered().at(-1)).toEqual([]);
  expect(answer()).toBe(words.noAnswer);
});

test('a function that hangs is given up when the time of the turn is over, and the model answers without it', async () => {
  world = openTurnWorld(space, { totalMs: 20_000 });
  world.functions.scripts = { weather: never };
  world.model.calls = [[{ call: { weather: {} } }], ['查不到。']];
  await world.ask('一');
  await world.takeTurn();
  expect(messages(1)?.at(-1)).toBe(`function: ${words.noResult.late}`);
  expect(offered()).toEqual([['weather'], []]);
  expect(answer()).toBe('查不到。');
});

test('a function that fails is told to the model and not to the person', async () => {
  world.functions.scripts = {
    weather: () => {
      throw new Error('boom');
    },
  };
  world.model.calls = [[{ call: { weather: {} } }], ['查不到。']];
  await world.ask('一');
  await world.takeTurn();
  expect(messages(1)?.at(-1)).toBe(`function: ${words.noResult.failed}`);
  expect(sheet()?.states.join()).not.toContain('boom');
  expect(world.alerts).toEqual([]);
});

test('a stop ends a function that runs', async () => {
  let aborted = false;
  world.functions.scripts = {
    weather: (_, signal) => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      return never();
    },
  };
  world.model.calls = [['我查一下。', { call: { weather: {} } }]];
  const message = await world.ask('一');
  const taken = world.takeTurn();
  await eventually('the label', () => answer()?.includes('正在查询'));
  world.running.stop('c', messageKey(message));
  await taken;
  expect(aborted).toBe(true);
  expect(answer()).toBe(`我查一下。\n\n${words.stopped}`);
});

test('a turn that runs functions is handed back with all the others only, and then at once', async () => {
  world.functions.scripts = { weather: never };
  world.model.calls = [[{ call: { weather: {} } }], ['好。']];
  await world.ask('一');
  const taken = world.takeTurn();
  await eventually('the label', () => answer()?.includes('正在查询'));
  world.running.handBack('waiting');
  expect(world.functions.called).toHaveLength(1);
  world.running.handBack('all');
  expect(await taken).toBe(1);
  await world.takeTurn();
  expect(world.paper.sheets).toHaveLength(1);
  expect(sheet()?.states[0]).toBe('正在查询 weather…');
  expect(answer()).toBe('好。');
});

test('another process that takes over asks the question anew, and the first one changes nothing any more', async () => {
  let free = () => {};
  const gate = new Promise<void>(resolve => {
    free = resolve;
  });
  world.functions.scripts = { weather: () => gate.then(() => '25 度') };
  world.model.calls = [[{ call: { weather: {} } }], ['好。'], ['迟了。']];
  await world.ask('一');
  const killed = world.takeTurn();
  await eventually('the label', () => answer()?.includes('正在查询'));
  const successor = openTurnWorld(space, { modelFor: () => world.model });
  await successor.takeTurn();
  expect(messages(1)).toEqual(['user: 一']);
  free();
  await expect(killed).rejects.toThrow(Superseded);
  expect(answer()).toBe('正在查询 weather…');
});

test('a step that fails is tried again with the same results', async () => {
  world.model.calls = [['我查一下。', { call: { weather: {} } }], [{ fail: 'rate' }], ['25 度。']];
  await world.ask('一');
  await world.takeTurn();
  expect(world.functions.called).toHaveLength(1);
  expect(messages(2)).toEqual(messages(1));
  expect(answer()).toBe('我查一下。\n\n25 度。');
});

test('the window counts what functions cost, and results push out the oldest rounds', async () => {
  for (const text of ['旧'.repeat(1400), '新']) {
    world.model.calls = [['好。']];
    await world.ask(text);
    await world.takeTurn();
  }
  const result = '果'.repeat(1600);
  world.functions.scripts = { weather: () => result };
  const before = world.model.prompts.length;
  world.model.calls = [...Array(before).fill([]), [{ call: { weather: {} } }], ['好。']];
  await world.ask('查');
  await world.takeTurn();
  expect(world.model.prompts[before]?.messages).toHaveLength(5);
  expect(messages(before + 1)).toEqual([
    'user: 新',
    'assistant: 好。',
    'user: 查',
    'assistant: ',
    `function: ${result}`,
  ]);
});

test('an answer that the model cut goes on by itself, once, without a seam', async () => {
  world.model.calls = [
    ['从前有座山，山里有', { end: { truncated: true } }],
    ['山，山里有座庙。', '庙里有'],
    ['好。'],
  ];
  await world.ask('讲故事');
  await world.takeTurn();
  expect(messages(1)).toEqual(['user: 讲故事', 'assistant: 从前有座山，山里有', `user: ${words.goOn}`]);
  expect(answer()).toBe('从前有座山，山里有座庙。庙里有');
  await world.ask('然后');
  await world.takeTurn();
  expect(messages(2)?.slice(0, 2)).toEqual(['user: 讲故事', 'assistant: 从前有座山，山里有座庙。庙里有']);
});

test('an answer that is cut where it calls functions has them run, and does not go on by itself', async () => {
  world.model.calls = [['我查一下。', { call: { weather: {} } }, { end: { truncated: true } }], ['25 度。']];
  await world.ask('一');
  await world.takeTurn();
  expect(messages(1)).toEqual(['user: 一', 'assistant: 我查一下。', 'function: 25 度']);
  expect(answer()).toBe('我查一下。\n\n25 度。');
});

test('an answer that waits in line to go on is not handed back with those that have not begun', async () => {
  let free = () => {};
  const gate = new Promise<void>(resolve => {
    free = resolve;
  });
  world.model.calls = [
    ['一。', { end: { truncated: true } }],
    [{ place: 3, line: gate }, '二。'],
  ];
  await world.ask('一');
  const taken = world.takeTurn();
  await eventually('it to wait', () => world.model.prompts.length === 2);
  world.running.handBack('waiting');
  free();
  expect(await taken).toBe(0);
  expect(answer()).toBe('一。二。');
});

test('an answer that is cut twice says so', async () => {
  world.model.calls = [['一。', { end: { truncated: true } }]];
  await world.ask('一');
  await world.takeTurn();
  expect(world.model.prompts).toHaveLength(2);
  expect(answer()).toBe(`一。一。\n\n${words.truncated}`);
});

test('where going on fails, what was written stays as it was', async () => {
  world.model.calls = [['一。', { end: { truncated: true } }], [{ fail: 'quota' }]];
  await world.ask('一');
  await world.takeTurn();
  expect(answer()).toBe(`一。\n\n${words.truncated}`);
});

test('where going on fails, what people have read of it stays', async () => {
  const read = eventually('the rest', () => answer() === '一。二。三。');
  world.model.calls = [
    ['一。', { end: { truncated: true } }],
    ['二。三。', { until: read }, { fail: 'broken' }],
    ['二。', { fail: 'quota' }],
  ];
  await world.ask('一');
  await world.takeTurn();
  expect(answer()).toBe(`一。二。三。\n\n${words.truncated}`);
});

test('an answer for which the window has no room does not go on', async () => {
  world.model.calls = [['长'.repeat(3000), { end: { truncated: true } }]];
  await world.ask('一');
  await world.takeTurn();
  expect(world.model.prompts).toHaveLength(1);
});

test('what all calls of a turn took is counted together', async () => {
  world.model.calls = [[{ call: { weather: {} } }], [{ fail: 'rate' }], ['25 度。']];
  await world.ask('一');
  await world.takeTurn();
  expect(world.counted).toMatchObject([
    { model: 'script', calls: 3, usage: { promptTokens: 4, completionTokens: 6 } },
  ]);
});

import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { SettingsError } from '../../../src/errors.ts';
import { examineFunctions } from '../../../src/generation/functions/examine.ts';
import { silentLog } from '../../../src/log.ts';
import { locales, wordingFor } from '../../../src/wording/index.ts';
import { weatherFile } from './weather-file.ts';
import { open, run, write } from './world.ts';

const dice = `export default {
  name: 'dice', description: '掷骰子', label: '正在掷骰子…', timeoutMs: 200,
  parameters: { type: 'object', properties: { what: { type: 'string' } } },
  run({ what }, { signal }) {
    if (what === 'throw') throw new Error('骰子掉了');
    if (what === 'hang') return new Promise(() => {});
    return { thrown: what ?? '六' };
  },
};`;

test('without a setting there are no functions', async () => {
  const functions = await open({});
  expect(functions.specs()).toEqual([]);
  expect(await run(functions, 'time')).toMatchObject({ outcome: 'refused' });
});

test('the time is told in the zone of the settings, or the one that was asked for', async () => {
  const clock = { ...systemClock, now: () => Date.UTC(2026, 10, 23, 17, 5, 9) };
  const functions = await open({ FUNCTIONS: new Set(['time']) }, { clock });
  const told = { date: '2026-11-24', time: '01:05:09', weekday: '星期二', offset: 'GMT+08:00' };
  expect(JSON.parse((await run(functions, 'time')).content)).toEqual({ zone: 'Asia/Shanghai', ...told });
  expect((await run(functions, 'time', { zone: 'America/New_York' })).content).toContain('"time":"12:05:09"');
  expect(await run(functions, 'time', { zone: 'Mars/Olympus' })).toMatchObject({ outcome: 'refused' });
});

test('what people read of our own functions is in their language', async () => {
  const functions = await open({ FUNCTIONS: new Set(['calculate']) });
  const [spec = { name: '', description: '', parameters: {} }] = functions.specs();
  for (const locale of locales) {
    const wording = wordingFor(locale);
    expect(functions.label('calculate', wording)).toBe(wording.builtIns.calculate.running);
    expect(functions.about(spec, wording)).toBe(wording.builtIns.calculate.about);
    expect(functions.label('unknown', wording)).toBeUndefined();
  }
});

test('a module of the folder is a function; what it throws, and that it hangs, is told to the model', async () => {
  const FUNCTIONS_DIR = dirname(write({ 'dice.ts': dice, '_helper.ts': 'throw 1', 'readme.md': '' }));
  const functions = await open({ FUNCTIONS_DIR });
  expect(functions.specs().map(({ name }) => name)).toEqual(['dice']);
  expect(await run(functions, 'dice')).toEqual({ content: '{"thrown":"六"}', outcome: 'ok' });
  expect(await run(functions, 'dice', { what: 'throw' })).toEqual({
    content: '出错了：骰子掉了',
    outcome: 'failed',
  });
  expect(await run(functions, 'dice', { what: 'hang' })).toMatchObject({ outcome: 'late' });
  expect(JSON.stringify(functions.logged)).not.toContain('骰子');
});

test('a name that is not there, arguments that are no JSON or do not fit are told to the model', async () => {
  const functions = await open({ FUNCTIONS: new Set(['calculate']) });
  expect((await run(functions, 'weather')).content).toContain('calculate');
  expect((await run(functions, 'calculate', '{"expression":')).content).toContain('JSON');
  expect((await run(functions, 'calculate', { expression: 7 })).content).toContain(
    '/expression must be string',
  );
  expect(await run(functions, 'calculate', { expression: '1+1' })).toEqual({ content: '2', outcome: 'ok' });
});

test('every problem of file and folder is told at once, and none repeats a value', async () => {
  const FUNCTIONS_FILE = write({
    'functions.yaml': weatherFile('https://api.test')
      .replace('"api.test"', '"other.test"')
      .replace('Bearer', 'hunter2'),
    'bad.ts': 'export default { name: "not good" }',
    'broken.ts': 'throw new Error("it does not load")',
    'time.ts': dice.replace("'dice'", "'time'"),
  });
  const settings = {
    FUNCTIONS_FILE,
    FUNCTIONS_DIR: dirname(FUNCTIONS_FILE),
    FUNCTIONS: new Set(['time'] as const),
  };
  const error = await open(settings).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SettingsError);
  const { problems } = error as SettingsError;
  expect(problems).toEqual([
    'FUNCTIONS_FILE: get_current_weather: add api.test to allow_hosts',
    expect.stringMatching(/^FUNCTIONS_DIR: bad\.ts: default export: name/),
    'FUNCTIONS_DIR: broken.ts: it does not load',
    'Functions: time is there twice; give one of them another name',
  ]);
});

test.each([
  ['functions: [', /not YAML: look at line 1/],
  ['function: []', /Unrecognized key/],
  ['functions: [{ name: "a b", description: x, url: "https://a.test" }]', /functions: 0: name/],
  ['functions: [{ name: a, description: x, url: "https://{host}/" }]', /in the path and in the query alone/],
  ['functions: [{ name: a, description: x, url: "https://a.test/{b}" }]', /\{b\} is none of its parameters/],
  ['functions: [{ name: a, description: x, url: "https://u:p@a.test/" }]', /no user and no password/],
  [
    'functions: [{ name: a, description: x, url: "https://a.test/", parameters: { type: object, properties: 7 } }]',
    /parameters/,
  ],
  ['mcp: { a: {} }', /mcp: a: write command: … or url: …/],
])('a file that says %s is refused in words', async (text, words) => {
  await expect(open({ FUNCTIONS_FILE: write({ 'functions.yaml': text }) })).rejects.toThrow(words);
});

test('a secret that is not set is named, and one may come from a file', async () => {
  const file = weatherFile('https://api.test');
  const path = write({ 'functions.yaml': file, key: 'a-secret-of-a-file\n' });
  await expect(open({ FUNCTIONS_FILE: path })).rejects.toThrow('set WEATHER_KEY, or WEATHER_KEY_FILE');
  const env = { WEATHER_KEY_FILE: `${dirname(path)}/key` };
  expect((await open({ FUNCTIONS_FILE: path }, { env })).specs()).toHaveLength(1);
});

test('the doctor tells what the model may call, and what is wrong with the settings', async () => {
  const world = { clock: systemClock, log: silentLog, env: {} };
  const base = { TIME_ZONE: 'Asia/Shanghai' } as const;
  expect(await examineFunctions(base, world)).toEqual([]);
  expect(await examineFunctions({ ...base, FUNCTIONS: new Set(['time', 'calculate']) }, world)).toEqual([
    { level: 'good', what: 'The model may call time, calculate' },
  ]);
  expect(await examineFunctions({ ...base, FUNCTIONS_FILE: '/nowhere.yaml' }, world)).toEqual([
    expect.objectContaining({ level: 'bad', what: expect.stringContaining('ENOENT') }),
  ]);
});

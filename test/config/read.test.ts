import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../src/config/read.ts';
import { coreShapes } from '../../src/config.ts';
import { SettingsError } from '../../src/errors.ts';

const keys = { ERNIE_API_KEY: 'the-api-key', ERNIE_SECRET_KEY: 'the-secret-key' };

function problemsOf(env: Record<string, string>, readFile?: (path: string) => string): readonly string[] {
  try {
    readSettings(env, coreShapes, readFile);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings', () => {
  test('two keys are enough to start; everything else has the default of the contract', () => {
    expect(readSettings(keys, coreShapes)).toMatchObject({
      ERNIE_BASE_URL: 'https://aip.baidubce.com',
      ERNIE_MODEL: 'completions_pro',
      QIANFAN_BASE_URL: 'https://qianfan.baidubce.com/v2',
      QIANFAN_MODEL: 'ernie-5.1',
      MODEL_QPS: 5,
      MODEL_CONCURRENCY: 200,
      MODEL_FIRST_BYTE_TIMEOUT_MS: 60_000,
      MODEL_IDLE_TIMEOUT_MS: 30_000,
      MODEL_TOTAL_TIMEOUT_MS: 300_000,
      MODEL_RETRY_ATTEMPTS: 5,
      REDIS_PREFIX: 'yanqiao',
      DATA_DIR: '.yanqiao',
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: 8787,
      ROLES: new Set(['intake', 'worker']),
      SHUTDOWN_GRACE_MS: 20_000,
      LOG_LEVEL: 'info',
      GROUP_MEMORY: 'chat',
      CONVERSATION_TTL_MS: 604_800_000,
      CHAT_QUEUE_LIMIT: 20,
      MESSAGE_MAX_AGE_MS: 3_600_000,
      TIME_ZONE: 'Asia/Shanghai',
      LOCALE: 'zh-CN',
      AI_LABEL: true,
    });
  });

  test('an empty value means unset', () => {
    const settings = readSettings({ ...keys, MODEL_QPS: '', MODEL_RPM: ' ', REDIS_URL: '' }, coreShapes);
    expect(settings.MODEL_QPS).toBe(5);
    expect(settings.MODEL_RPM).toBeUndefined();
    expect(settings.REDIS_URL).toBeUndefined();
  });

  test('admins and allowed chats are lists of platform:id, or everyone', () => {
    const settings = readSettings(
      { ...keys, ADMINS: 'telegram:1, feishu:ou_a', ALLOWED_CHATS: '*', ALLOWED_USERS: 'telegram:-100' },
      coreShapes,
    );
    expect(settings.ADMINS).toEqual(new Set(['telegram:1', 'feishu:ou_a']));
    expect(settings.ALLOWED_CHATS).toBe('*');
    expect(settings.ALLOWED_USERS).toEqual(new Set(['telegram:-100']));
  });

  test('prices are told for each model, and nothing costs anything where none are', () => {
    expect(readSettings(keys, coreShapes).MODEL_PRICES.size).toBe(0);
    const settings = readSettings({ ...keys, MODEL_PRICES: 'qianfan/ernie-5.1=0.004/0.018' }, coreShapes);
    expect(settings.MODEL_PRICES.get('qianfan/ernie-5.1')).toEqual({ in: 0.004, out: 0.018 });
    expect(problemsOf({ ...keys, MODEL_PRICES: 'ernie-5.1: 4 分' }).join()).toMatch(
      /^MODEL_PRICES: write qianfan\/ernie-5\.1=0\.004\/0\.018/,
    );
  });

  test('every problem is told at once, with what to do', () => {
    const problems = problemsOf({
      ERNIE_API_KEY: 'k',
      MODEL_QPS: 'fast',
      MODEL_TEMPERATURE: '0',
      HTTP_PORT: '70000',
      ADMINS: '123',
      TIME_ZONE: 'Mars/Olympus',
      REDIS_URL: 'localhost:6379',
      ROLES: 'boss',
    });
    expect(problems.map(problem => problem.split(':')[0]).sort()).toEqual([
      'ADMINS',
      'ERNIE_SECRET_KEY',
      'HTTP_PORT',
      'MODEL_QPS',
      'MODEL_TEMPERATURE',
      'REDIS_URL',
      'ROLES',
      'TIME_ZONE',
    ]);
    expect(problems).toContain('MODEL_QPS: write a whole number of at least 1');
  });

  test('no problem repeats a value, for it may hold a secret', () => {
    const problems = problemsOf({
      ERNIE_API_KEY: 'hunter2',
      REDIS_URL: 'http://user:hunter2@host',
      ERNIE_BASE_URL: 'https://user:hunter2@host',
      MODEL_PROVIDER: 'hunter2',
      DATA_DIR: 'hunter2',
      MODEL_TOP_P: 'hunter2',
    });
    expect(problems.length).toBeGreaterThan(3);
    expect(problems.join()).not.toContain('hunter2');
  });

  test('an address has no slash at its end, whoever wrote one', () => {
    const env = { ...keys, ERNIE_BASE_URL: 'https://host/', QIANFAN_BASE_URL: 'https://host/v2//' };
    expect(readSettings(env, coreShapes)).toMatchObject({
      ERNIE_BASE_URL: 'https://host',
      QIANFAN_BASE_URL: 'https://host/v2',
    });
  });

  test('secrets never print', () => {
    const settings = readSettings({ ...keys, REDIS_URL: 'redis://:hunter2@localhost' }, coreShapes);
    expect(inspect(settings) + JSON.stringify(settings)).not.toMatch(/hunter2|the-api-key|the-secret-key/);
    expect(settings.REDIS_URL?.reveal()).toBe('redis://:hunter2@localhost');
  });

  test.each([
    [{}, /no model has credentials/],
    [{ ERNIE_SECRET_KEY: 's' }, /ERNIE_API_KEY: is missing/],
    [{ ...keys, MODEL_PROVIDER: 'qianfan' }, /set QIANFAN_API_KEY too/],
    [{ QIANFAN_API_KEY: 'k', MODEL_PROVIDER: 'ernie' }, /set ERNIE_API_KEY and ERNIE_SECRET_KEY too/],
  ])('a provider without credentials is refused: %j', (env, words) => {
    expect(problemsOf(env as Record<string, string>).join()).toMatch(words);
  });
});

describe('a secret in a file', () => {
  test('is read from NAME_FILE, without its last line break', () => {
    const env = { ERNIE_API_KEY: 'k', ERNIE_SECRET_KEY_FILE: '/run/secrets/ernie' };
    const settings = readSettings(env, coreShapes, path => `from ${path}\n`);
    expect(settings.ERNIE_SECRET_KEY?.reveal()).toBe('from /run/secrets/ernie');
  });

  test('that cannot be read is a problem in words', () => {
    expect(problemsOf({ ...keys, QIANFAN_API_KEY_FILE: './no/such/file' })).toEqual([
      'QIANFAN_API_KEY_FILE: the file cannot be read (ENOENT); check its path and its permissions',
    ]);
    expect(problemsOf({ ...keys, QIANFAN_API_KEY_FILE: '/empty' }, () => '\n')).toEqual([
      'QIANFAN_API_KEY_FILE: the file is empty; write the secret into it',
    ]);
  });

  test('and in the variable too is one too many', () => {
    expect(problemsOf({ ...keys, ERNIE_API_KEY_FILE: '/x' }, () => 'x').join()).toContain(
      'keep one of the two',
    );
  });
});

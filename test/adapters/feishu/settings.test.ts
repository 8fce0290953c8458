import { expect, it } from 'vitest';
import { feishu } from '../../../adapters/feishu/index.ts';
import { readSettings } from '../../../src/config/read.ts';

const app = { FEISHU_APP_ID: 'cli_0000000000000001', FEISHU_APP_SECRET: 'secret' };
const read = (environment: Record<string, string>) => readSettings(environment, [feishu.settings]);
const problems = (environment: Record<string, string>): unknown => {
  try {
    return read(environment);
  } catch (error) {
    return (error as { problems?: unknown }).problems;
  }
};

it('an app id and its secret turn Feishu on, over the long connection', () => {
  expect(read(app)).toMatchObject({ FEISHU_MODE: 'websocket', FEISHU_DOMAIN: 'https://open.feishu.cn' });
  expect(feishu.configured(read(app))).toBe(true);
  expect(feishu.configured(read({}))).toBe(false);
  expect(feishu.identity(read(app))).toBe('cli_0000000000000001');
});

it.each([
  [{ FEISHU_APP_ID: app.FEISHU_APP_ID }, ['FEISHU_APP_SECRET']],
  [{ ...app, FEISHU_APP_ID: 'cli_1' }, ['FEISHU_APP_ID']],
  [{ ...app, FEISHU_MODE: 'webhook' }, ['FEISHU_ENCRYPT_KEY', 'FEISHU_VERIFICATION_TOKEN']],
  [{ ...app, FEISHU_MODE: 'polling' }, ['FEISHU_MODE']],
])('%j is refused, and told what is wrong', (environment, names) => {
  expect(problems(environment)).toEqual(names.map(name => expect.stringContaining(name)));
});

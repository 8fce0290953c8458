import assert from 'node:assert/strict';
import fc from 'fast-check';
import { adapters } from '../../../adapters/index.ts';
import { readAllSettings, shapesOf } from '../../../src/cli/settings.ts';
import { describe } from '../../../src/config/describe.ts';
import { typos } from '../../../src/config/typos.ts';
import { SettingsError } from '../../../src/errors.ts';
import { hostileText, inheritedNames } from '../inputs/texts.ts';
import { canaries, holdsWords } from '../promises/failure.ts';
import { type Target, target } from '../target.ts';

const settings = shapesOf(adapters).flatMap(shape => describe(shape));
const names = settings.map(({ name }) => name);
const secretNames = settings.filter(({ secret }) => secret).map(({ name }) => name);

/** Each is right somewhere and wrong everywhere else. */
const values = [
  ...[
    '1',
    '0',
    '-1',
    '5.5',
    'true',
    'TRUE',
    '*',
    'zh-CN',
    'webhook',
    'intake,worker',
    'Asia/Shanghai',
    'Mars/X',
  ],
  ...[
    'https://a.example',
    'http://u:p@a.example/',
    'ftp://a',
    'telegram:1,feishu:ou_1',
    'redis://:p@h:6379/1',
  ],
  ...['qianfan/ernie-5.1=0.004/0.018', '9'.repeat(30), ' ', '\u0000', '1e3', '0x10', '٣'],
];

const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...values) },
  { weight: 2, arbitrary: hostileText },
);

const environment = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 12 }),
    fc.array(fc.constantFrom(...secretNames), { maxLength: 6 }),
    fc.array(fc.tuple(fc.oneof(hostileText, fc.constantFrom(...inheritedNames)), value), { maxLength: 2 }),
  )
  .map(([given, secret, strange]) => ({
    ...Object.fromEntries([...strange, ...given]),
    // Too short, too long, with blanks inside: wrong somewhere, and never shown.
    ...Object.fromEntries(secret.map((name, index) => [name, `${canaries.secret}${' x'.repeat(index)}`])),
  }));

/** Any environment is read, or refused in words that begin with a setting's name and repeat no value. */
export const settingTargets: readonly Target[] = [
  target('settings', 8, environment, env => {
    typos(Object.keys(env), names);
    try {
      readAllSettings(env, adapters);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      for (const problem of error.problems) {
        holdsWords(problem, canaries.secret);
        assert(/^[A-Z]|^No platform/.test(problem), `a problem of no setting: ${problem.slice(0, 80)}`);
      }
    }
  }),
];

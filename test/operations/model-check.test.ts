import { expect, test } from 'vitest';
import { ModelFailure } from '../../src/errors.ts';
import { examineModel } from '../../src/operations/model-check.ts';

test('a model that answers is well', async () => {
  expect(await examineModel('ernie', async () => '你好')).toEqual({ level: 'good', what: 'ernie answers' });
});

test('refused keys are told with the settings to look at', async () => {
  const finding = await examineModel('ernie', () =>
    Promise.reject(new ModelFailure('credentials', 'invalid_client')),
  );
  expect(finding).toEqual({
    level: 'bad',
    what: 'ernie does not answer: invalid_client',
    remedy: 'check ERNIE_API_KEY and ERNIE_SECRET_KEY, or QIANFAN_API_KEY',
  });
});

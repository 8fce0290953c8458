import { expect, test } from 'vitest';
import { ModelFailure } from '../../src/errors.ts';
import { examineModel } from '../../src/operations/model-check.ts';

const patient = new AbortController().signal;

test('a model that answers is well', async () => {
  const finding = await examineModel('ernie', async () => '你好', patient);
  expect(finding).toEqual({ level: 'good', what: 'ernie answers' });
});

test('refused keys are told with the settings to look at', async () => {
  const finding = await examineModel(
    'ernie',
    () => Promise.reject(new ModelFailure('credentials', 'invalid_client')),
    patient,
  );
  expect(finding).toEqual({
    level: 'bad',
    what: 'ernie does not answer: invalid_client',
    remedy: 'check ERNIE_API_KEY and ERNIE_SECRET_KEY, or QIANFAN_API_KEY',
  });
});

test('what the vendor advises comes once, and in place of what the kind advises', async () => {
  const failure = new ModelFailure('configuration', 'model_offline', { advice: 'set QIANFAN_MODEL.' });
  expect(await examineModel('qianfan', () => Promise.reject(failure), patient)).toEqual({
    level: 'bad',
    what: 'qianfan does not answer: model_offline',
    remedy: 'set QIANFAN_MODEL',
  });
});

test('a model that is waited for in vain is told as such, whatever the wait throws', async () => {
  const over = AbortSignal.abort();
  expect(await examineModel('ernie', async signal => signal.throwIfAborted(), over)).toMatchObject({
    level: 'bad',
    what: 'ernie does not answer: nothing came in time',
  });
});

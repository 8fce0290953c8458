import { expect, test } from 'vitest';
import { chosenModel, readChoice } from '../src/model-choice.ts';

const configured = [{ provider: 'qianfan', usual: 'ernie-5.1' }];

test('a choice is a provider, or one of its models, whose name may hold a slash', () => {
  expect(readChoice('qianfan')).toEqual({ provider: 'qianfan' });
  expect(readChoice('qianfan/ernie-5.0')).toEqual({ provider: 'qianfan', model: 'ernie-5.0' });
  expect(readChoice('qianfan/team/tuned')).toEqual({ provider: 'qianfan', model: 'team/tuned' });
  expect(readChoice('qianfan/')).toEqual({ provider: 'qianfan' });
});

test('a chosen provider answers with its usual model, and one that is not configured with none', () => {
  expect(chosenModel(configured, 'qianfan')).toBe('qianfan/ernie-5.1');
  expect(chosenModel(configured, 'qianfan/ernie-5.0')).toBe('qianfan/ernie-5.0');
  expect(chosenModel(configured, 'ernie/completions_pro')).toBeUndefined();
  expect(chosenModel(configured, undefined)).toBeUndefined();
});

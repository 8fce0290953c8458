import { expect, test } from 'vitest';
import { judge } from '../../../proof/judge/judge.ts';
import { told } from '../../../proof/judge/told.ts';
import { asked, scene } from './scene.ts';

test('a verdict ends with what the bot is guilty of, and tells how often', () => {
  const wordless = told(judge(scene({ questions: [asked(1, 0)] })));
  expect(wordless).toMatch(/^lost +1$/m);
  expect(wordless).toMatch(/\nverdict: guilty of lost$/);
  expect(told(judge(scene({})))).toMatch(/\nverdict: innocent$/);
});

import { expect, test } from 'vitest';
import { judge } from '../../../../proof/judge/judge.ts';
import { answered, asked, found, growing, message, over, scene, text } from '../scene.ts';

test('a question without an answer is lost', () => {
  expect(found({ questions: [asked(1, 0)] })).toEqual(['lost 1']);
});

test('one that the bot never said to have is lost too, once it was handed over', () => {
  const verdict = judge(scene({ questions: [asked(1, 0, { acceptedAt: undefined })] }));
  expect(verdict.findings[0]?.words).toContain('never said that it has it');
});

test('one that was never handed to the bot is the fault of the runner', () => {
  const unheard = asked(1, 0, { handedAt: undefined, acceptedAt: undefined });
  expect(judge(scene({ questions: [unheard] }))).toMatchObject({ unheard: 1, findings: [] });
});

test('an answer whose last sentence did not land is unlanded, and not lost', () => {
  const short = { ...answered(1, 0), messages: [message(1, [over(50, text(1, 1, 2))])] };
  expect(found(short)).toEqual(['unlanded 1']);
});

test('an answer that was shown and taken away is unlanded', () => {
  const gone = { ...answered(1, 0), messages: [message(1, [over(50, text(1))], { isGone: true })] };
  expect(found(gone)).toEqual(['unlanded 1']);
});

test('an answer in another chat is none', () => {
  const elsewhere = {
    ...answered(1, 0),
    messages: [message(1, [over(50, text(1))], { conversation: 'b' })],
  };
  expect(found(elsewhere)).toEqual(['lost 1', 'strayed 1']);
});

test.each([
  ['at the end', text(1).slice(0, -1)],
  ['in the middle', text(1).replace(' on. S', ' S')],
])('an answer that lacks words %s is found', (_, words) => {
  const cut = { ...answered(1, 0), messages: [message(1, [growing(20, text(1, 1, 1)), over(50, words)])] };
  expect(found(cut)).toEqual(['unlanded 1']);
});

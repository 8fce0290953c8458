import { expect, test } from 'vitest';
import { repliedTo } from '../../../proof/town/replied-to.ts';
import { asked, shown } from './asked.ts';

const questions = [asked(1), asked(2)];

test('a message replies to the question at whose message it points, whatever marks it bears', () => {
  expect(repliedTo(shown('S2-1/3 好', 'm1'), questions)).toBe(1);
  expect(repliedTo(shown('S2-1/3 好', 'm2'), questions)).toBe(2);
});

test('a further page replies to nothing, whatever marks it bears', () => {
  expect(repliedTo(shown('S2-1/3 好'), questions)).toBeUndefined();
});

test('a message that points at what is no question replies to none', () => {
  expect(repliedTo(shown('S2-1/3 好', 'm9'), questions)).toBeUndefined();
});

import { expect, test } from 'vitest';
import { answered, found, growing, message, text } from '../scene.ts';

test('a message that still says that more will come is found, whatever it is about', () => {
  const open = { ...answered(1, 0), messages: [message(1, [growing(50, text(1))])] };
  const unknown = {
    messages: [message(0, [growing(70, '…')], { id: 'unknown', question: undefined, repliesTo: undefined })],
  };
  expect(found(open, unknown)).toEqual(['orphaned 1', 'orphaned undefined']);
});

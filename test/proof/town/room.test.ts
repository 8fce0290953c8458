import { expect, test } from 'vitest';
import { roomOf } from '../../../proof/town/platforms/room.ts';

const seen = [
  { id: 'greeting', byBot: true, text: '大家好，我是言桥。' },
  { id: 'question', byBot: false, text: '#Q1/3 请用3句话说说看。' },
  { id: 'answer', byBot: true, text: 'S1-1/3 好。' },
];

const room = (showsNothing = false) =>
  roomOf({
    id: 'c',
    people: ['甲', '乙'],
    say: (person, text) => `${person}: ${text}`,
    fault() {},
    messages: () => seen,
    told: ({ id, text }) => ({
      id,
      replyTo: undefined,
      states: showsNothing ? [] : [{ at: 0, text, isOver: true }],
      isGone: false,
    }),
  });

test("of what stands in a room only the bot's own messages are looked at, and not its greeting", () => {
  expect(room().shown()).toEqual([
    {
      id: 'answer',
      replyTo: undefined,
      states: [{ at: 0, text: 'S1-1/3 好。', isOver: true }],
      isGone: false,
    },
  ]);
});

test('people speak by their places, and nobody speaks from where nobody is', () => {
  expect(room().say(1, '好')).toBe('乙: 好');
  expect(() => room().say(2, '好')).toThrow(RangeError);
});

test('a message that never showed anything is a mistake of the town', () => {
  expect(() => room(true).shown()).toThrow(RangeError);
});

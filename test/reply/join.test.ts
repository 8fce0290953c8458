import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart, seamless } from '../../src/reply/join.ts';

test('what was written before a function ran and after it has an empty line between', () => {
  expect(apart('我查一下。\n', '\n北京 25 度。', true)).toBe('我查一下。\n\n北京 25 度。');
  expect(apart('', '北京 25 度。', true)).toBe('北京 25 度。');
  expect(apart('我查一下。', '', false)).toBe('我查一下。');
});

test('an answer that goes on repeats nothing of its end', () => {
  expect(seamless('春天来了，花开', '花开了。', true)).toBe('春天来了，花开花开了。');
  expect(seamless('春天来了，花儿开了', '花儿开了。', true)).toBe('春天来了，花儿开了。');
  expect(seamless('一千零一夜', '的故事。', true)).toBe('一千零一夜的故事。');
});

test('the longest repetition counts', () => {
  expect(seamless('啦啦啦啦啦啦', '啦啦啦啦啦啦！', true)).toBe('啦啦啦啦啦啦！');
});

test('as long as the new text may be a repetition nothing of it is shown', () => {
  const before = '从前有座山，山里有座庙。';
  expect(seamless(before, '山里', false)).toBe(before);
  expect(seamless(before, '山里有座庙。庙里', false)).toBe('从前有座山，山里有座庙。庙里');
  expect(seamless(before, '山外', false)).toBe(`${before}山外`);
});

test('however a text is cut, repeated and delivered, it is whole again and never shrinks on the way', () => {
  const piece = fc.constantFrom('甲乙丙丁', '一二三四五', '风花雪月', '。', '天地');
  const pieces = fc.array(piece, { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(pieces, fc.nat(), fc.constantFrom(0, 4, 5, 17, 60), (parts, at, repeated) => {
      // Numbered, so that nothing repeats but the repetition.
      const whole = parts.map((part, index) => `${part}${index}号`).join('');
      const cut = at % whole.length;
      const before = whole.slice(0, cut);
      const more = whole.slice(cut < repeated ? cut : cut - repeated);
      let last = cut;
      for (let length = 0; length <= more.length; length += 1) {
        const shown = seamless(before, more.slice(0, length), false);
        expect(shown.length).toBeGreaterThanOrEqual(last);
        expect(whole.startsWith(shown)).toBe(true);
        last = shown.length;
      }
      expect(seamless(before, more, true)).toBe(whole);
    }),
  );
});

import fc from 'fast-check';
import { hostileText, inheritedNames } from './texts.ts';

const numbers = [0, -0, -1, 1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e308, -1e308, 5e-324];
const digits = ['0', '-1', '1e9', '0x10', '9'.repeat(400), '  7 ', '٣', '1_000'];

/** Lists in lists, deeper than any stack of ours should go. */
const deep = (depth: number): unknown => {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** Whatever JSON can say, as nobody means it. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(null, true, false, '', [], {}, ...numbers, ...digits) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 10, max: 3000 }).map(deep) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...inheritedNames), hostileText)
      .map(([name, text]) => Object.defineProperty({}, name, { value: text, enumerable: true })),
  },
);

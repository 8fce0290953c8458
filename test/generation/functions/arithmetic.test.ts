import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calculate } from '../../../src/generation/functions/built-in/arithmetic.ts';
import { FunctionProblem } from '../../../src/generation/functions/problem.ts';

test.each([
  ['0.1+0.2', '0.3'],
  ['(1299*3-200)*0.85', '3142.45'],
  ['（1+2）×3÷4', '2.25'],
  ['200*15%', '30'],
  ['50% + 1', '1.5'],
  ['7 % 3', '1'],
  ['-2^2', '-4'],
  ['2^-1', '0.5'],
  ['2**3**2', '512'],
  ['5!', '120'],
  ['sqrt(2)^2', '2'],
  ['round(2.345, 2)', '2.35'],
  ['max(1, 2, 3) + mean(2, 4)', '6'],
  ['sin(pi/2)', '1'],
  ['log(8, 2)', '3'],
  ['1e3', '1000'],
  ['2^100', '1.2676506002282294015e+30'],
])('%s is %s', (expression, result) => {
  expect(calculate(expression)).toBe(result);
});

test.each([
  ...[
    'process.exit()',
    'constructor("x")',
    '__proto__',
    'x=1',
    '[1,2]',
    '"a"',
    'import("fs")',
    '1;2',
    '',
    '1+',
    '(1',
  ],
  ...[
    '1/0',
    'ln(0)',
    'sqrt(-1)',
    '9^9^9^9',
    '1001!',
    '(-1)!',
    '0.5!',
    'sin(1e300)',
    'round(1, 99)',
    '('.repeat(400),
  ],
])('%s is refused in words', expression => {
  expect(() => calculate(expression)).toThrow(FunctionProblem);
});

test('whatever is typed gives a number or a refusal', () => {
  const token = fc.constantFrom(...'0123456789.+-*/%^!(),', 'sin(', 'pow(', '1e99', 'pi', 'exp(', '1000!');
  fc.assert(
    fc.property(fc.array(token, { maxLength: 60 }), tokens => {
      try {
        expect(calculate(tokens.join(''))).toMatch(/^-?\d/);
      } catch (error) {
        expect(error).toBeInstanceOf(FunctionProblem);
      }
    }),
    { numRuns: 1000 },
  );
});

import { calculate } from './arithmetic.ts';
import type { BuiltIn } from './built-in.ts';

/** Arithmetic, which models get wrong. */
export function calculateFunction(): BuiltIn {
  return {
    spec: {
      name: 'calculate',
      description:
        '精确计算一个算式。凡是需要计算的问题都用它，不要心算。支持 + - * / % ^ ! 括号、百分数，sqrt ln log sin round min max sum mean 等函数，pi 和 e；角度用弧度。',
      parameters: {
        type: 'object',
        properties: {
          expression: { type: 'string', description: '算式，例如 (1299*3-200)*0.85' },
        },
        required: ['expression'],
      },
    },
    timeoutMs: 1000,
    run: async ({ expression }) => calculate(String(expression)),
  };
}

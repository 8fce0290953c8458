import { expect, test } from 'vitest';
import { summarize } from '../../bench/repeat.ts';
import { table } from '../../bench/table.ts';

const latency = (value: number) => ({ what: 'latency', value, unit: 'ms', aim: { atMost: 5 } });
const share = (value: number) => ({ what: 'share', value, unit: '%', aim: { atLeast: 98 } });

test('of several runs the median is shown, how far they lay apart, and whether it is as it should be', () => {
  const rows = summarize([
    [latency(4.2), share(97.5)],
    [latency(4.8), share(98.75)],
    [latency(12), share(90)],
  ]);
  expect(table(rows)).toBe(
    [
      'what     value    spread   aim',
      'latency  4.80 ms  4.20–12  ≤ 5 ms  ✓',
      'share    97.5 %   90–98.8  ≥ 98 %  ✗',
    ].join('\n'),
  );
});

test('a single run has no spread, and a figure without an aim no mark', () => {
  const rows = summarize([[{ what: 'raw', value: 12_345, unit: '/s' }]]);
  expect(table(rows)).toBe('what  value     spread  aim\nraw   12345 /s');
});

import { expect, test } from 'vitest';
import { logOnce } from '../src/log-once.ts';

test('each thing is said once, and the same of another is another', () => {
  const lines: unknown[] = [];
  const log = logOnce((event, fields) => void lines.push([event, fields]));
  const why = 'there are too many';
  log('function.left-out', { function: 'time', why });
  log('function.left-out', { function: 'time', why });
  log('function.left-out', { function: 'weather', why });
  expect(lines).toEqual([
    ['function.left-out', { function: 'time', why }],
    ['function.left-out', { function: 'weather', why }],
  ]);
});

test('whoever is renamed all the time is not told of for ever', () => {
  let lines = 0;
  const log = logOnce(() => {
    lines += 1;
  });
  for (let number = 0; number < 1500; number += 1)
    log('function.left-out', { function: `f${number}`, why: 'there are too many' });
  expect(lines).toBe(1000);
});

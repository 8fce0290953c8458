import { expect, test } from 'vitest';
import { commandTable } from '../../src/commands/table.ts';
import { call, idle } from '../commands/support.ts';

/** What a command takes once, said as often as a message of Feishu's holds. */
const words = [
  '50',
  'export',
  'here',
  '1d',
  '20 replies hour',
  '@Li',
  'temperature 0.5',
  '"',
  '“x”',
  'clear',
  '，',
];

test.each(commandTable(idle).filter(({ run }) => run))(
  '/$name answers whatever is said how often',
  async command => {
    for (const word of words) {
      const answer = await command.run?.(call({ args: `${word} `.repeat(40_000).trim(), role: 'admin' }));
      expect(typeof answer === 'string' ? answer : answer?.markdown).toMatch(/\S/);
    }
  },
);

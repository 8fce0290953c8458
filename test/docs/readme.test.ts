import { expect, test } from 'vitest';
import { commandTable } from '../../src/commands/table.ts';
import { idle } from '../commands/support.ts';
import { readPage } from '../support/command-page.ts';

test.each(['../README.md', '../README.zh-CN.md'])('%s has a row for each command', page => {
  const rows = readPage(page)
    .split('\n')
    .filter(line => line.startsWith('| `/'));
  const first = rows.map(row => row.split(' | ')[0] ?? '').join(' ');
  const missing = commandTable(idle).filter(({ name }) => !new RegExp(`\`/${name}[\` ]`).test(first));
  expect(missing.map(({ name }) => name)).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { adapters } from '../../adapters/index.ts';
import { includes, whoMay } from '../../src/commands/command.ts';
import { commandTable, menusOf } from '../../src/commands/table.ts';
import type { Role } from '../../src/message.ts';
import { call, direct, idle } from '../commands/support.ts';
import { readPage, tableOf } from '../support/command-page.ts';

const commands = commandTable(idle);
const menu = new Set(menusOf(commands, 'en').flatMap(({ entries }) => entries.map(({ command }) => command)));
/** In the order of the columns. */
const asked = [call({ message: direct }), ...roles('member', 'chat-admin', 'admin')];

function roles(...all: readonly Role[]) {
  return all.map(role => call({ role }));
}

describe.each([
  ['commands.md', 'menu', 'own'],
  ['commands.zh-CN.md', '菜单', '自己的'],
])('the table of docs/%s', (page, inMenu, own) => {
  const [heading = [], ...rows] = tableOf(page);

  test('has each command of the code, once, with all its names', () => {
    const names = rows.map(([name, aliases]) => `${name} ${aliases}`).sort();
    const real = commands.map(({ name, aliases }) =>
      [name, ...aliases].map(each => `\`/${each}\``).join(' '),
    );
    expect(names).toEqual(real.sort());
  });

  test('has a column for each platform', () => {
    expect(heading).toHaveLength(2 + asked.length + adapters.length);
    for (const row of rows) expect(row).toHaveLength(heading.length);
  });

  test.each(commands)('tells who may use /$name, and whether it is in the menu', command => {
    const [, , ...marks] = rows.find(([name]) => name === `\`/${command.name}\``) ?? [];
    const may = asked.map(each => includes(each.role, whoMay(command, each)));
    expect(marks.slice(0, asked.length).map(mark => mark === '✓' || mark === own)).toEqual(may);
    const where = adapters.map(({ name }) =>
      name === 'telegram' && menu.has(command.name.replaceAll('-', '_')) ? inMenu : '✓',
    );
    expect(marks.slice(asked.length)).toEqual(where);
  });

  test('says below how each command is used', () => {
    const below = readPage(page).split('\n## ').slice(1).join('\n');
    for (const { name } of commands) expect(below).toContain(`\`/${name}`);
  });
});

test('both pages have the same table', () => {
  const [, ...en] = tableOf('commands.md');
  const [, ...zh] = tableOf('commands.zh-CN.md');
  const translated = en.map(row => row.map(cell => ({ menu: '菜单', own: '自己的' })[cell] ?? cell));
  expect(zh).toEqual(translated);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keysFor } from '../../src/keys.ts';

const [, section = ''] = readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8').split(
  '## Keys',
);
const told = new Set(
  [...section.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/`(?:PREFIX:)?([\w-]+)/g)].map(([, name]) => name),
  ),
);

test('the table of keys has every key that the code knows', () => {
  const { base, schema: _, ...keys } = keysFor('p');
  const names = Object.values<string | ((...parts: never[]) => string)>(keys)
    .map(key => (typeof key === 'string' ? key : key(...(['x', 'x'] as never[]))))
    .map(key =>
      key
        .slice(base.length + 1)
        .split(':', 1)
        .join(),
    );
  expect(names.filter(name => name !== '' && !told.has(name))).toEqual([]);
});

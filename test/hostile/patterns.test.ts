import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { analyse } from 'scslre';
import { parseAst } from 'vite';
import { expect, test } from 'vitest';
import { sources } from '../support/imports.ts';

/** A regular expression as it stands in a source. */
interface Pattern {
  readonly path: string;
  readonly source: string;
  readonly flags: string;
}

const root = new URL('../../', import.meta.url);

/** Every regular expression of the product that is written as one. */
function patterns(): readonly Pattern[] {
  return sources('src', 'adapters', 'console').flatMap(({ path }) => {
    const text = readFileSync(new URL(path, root), 'utf8');
    const { code } = transformSync(text, { loader: 'ts', target: 'es2023' });
    const found: Pattern[] = [];
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const regex = Reflect.get(node, 'type') === 'Literal' ? Reflect.get(node, 'regex') : undefined;
      if (regex) found.push({ path, source: regex.pattern, flags: regex.flags });
      for (const inner of Object.values(node)) visit(inner);
    };
    visit(parseAst(code));
    return found;
  });
}

/** Where a text can make it look at the same place again and again: in time that grows with the square of its length, or worse. */
const slowIn = ({ source, flags }: Pattern) => analyse({ source, flags }).reports.map(({ type }) => type);

test('no regular expression of ours can be made slow by a text', () => {
  const all = patterns();
  expect(all.length).toBeGreaterThan(200);
  const slow = all.filter(pattern => slowIn(pattern).length > 0);
  expect(slow.map(({ path, source }) => `${path}: ${source}`)).toEqual([]);
});

test('one that can be is found', () => {
  const slow = ['(a+)+$', '\\s+$', '^(\\w+\\s?)*$', '(?:x|x)*y'];
  for (const source of slow) expect(slowIn({ path: '', source, flags: '' })).not.toEqual([]);
});

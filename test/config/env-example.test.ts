import { expect, test } from 'vitest';
import { adapters } from '../../adapters/index.ts';
import { shapesOf } from '../../src/cli/settings.ts';
import { describe } from '../../src/config/describe.ts';
import { envExample } from '../../src/config/env-example.ts';

const shapes = shapesOf(adapters);

test('.env.example names every setting; `npx vitest run test/config -u` writes it anew', async () => {
  await expect(envExample(shapes)).toMatchFileSnapshot('../../.env.example');
});

test('every setting says what it is for, and one that holds a secret has no default', () => {
  const settings = shapes.flatMap(shape => describe(shape));
  expect(settings.filter(({ help }) => help === '')).toEqual([]);
  expect(settings.filter(({ secret, fallback }) => secret && fallback !== undefined)).toEqual([]);
});

test('no name is used twice', () => {
  const names = shapes.flatMap(shape => describe(shape).map(({ name }) => name));
  expect(names).toEqual([...new Set(names)]);
});

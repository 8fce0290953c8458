import { expect, test } from 'vitest';
import { bundleAssets } from '../../src/console/assets.ts';

test('all that the browser loads before it shows something weighs less than 200 KB', () => {
  const { page, file } = bundleAssets(new URL('../../console/', import.meta.url));
  const names = [...String(page.body).matchAll(/\/console\/assets\/([\w.-]+)/g)].map(([, name = '']) => name);
  expect(names.map(name => name.replace(/.*\./, '')).sort()).toEqual(['css', 'js']);
  const bytes = names.map(name => {
    const body = file(name, { headers: { 'accept-encoding': 'gzip' } })?.body;
    return Buffer.isBuffer(body) ? body.length : Number.NaN;
  });
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(200_000);
});
